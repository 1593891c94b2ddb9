package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.clip4j.model.BundledModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** models pull and verify, against a hub on this machine that has the mini model. */
class ModelsIT {

  private static final String COMMIT = "89abcdef0123456789abcdef0123456789abcdef";
  private static final String PINNED = "owner/mini@" + COMMIT;

  @TempDir private Path home;

  private final Path mini = BundledModels.directory("mini").orElseThrow();
  private final AtomicInteger files = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String resolve = "/owner/mini/resolve/" + COMMIT + "/";
    byte[] body;
    if (path.equals("/api/models/owner/mini/revision/main")) {
      body = ("{\"sha\":\"" + COMMIT + "\"}").getBytes(StandardCharsets.UTF_8);
    } else if (path.equals("/api/models/owner/mini/tree/" + COMMIT)) {
      body = tree().toString().getBytes(StandardCharsets.UTF_8);
    } else if (path.startsWith(resolve)) {
      files.incrementAndGet();
      body = Files.readAllBytes(mini.resolve(path.substring(resolve.length())));
    } else {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private JsonArray tree() throws IOException {
    JsonArray tree = new JsonArray();
    try (Stream<Path> all = Files.walk(mini)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        JsonObject lfs = new JsonObject();
        lfs.addProperty("oid", sha256(Files.readAllBytes(file)));
        lfs.addProperty("size", Files.size(file));
        JsonObject entry = new JsonObject();
        entry.addProperty("type", "file");
        entry.addProperty("path", mini.relativize(file).toString().replace('\\', '/'));
        entry.add("lfs", lfs);
        tree.add(entry);
      }
    }
    return tree;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private JarRun run(String... arguments) throws IOException, InterruptedException {
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    return JarRun.of(
        home,
        List.of(),
        Map.of("HF_ENDPOINT", endpoint, "HF_HOME", home.resolve("hf").toString()),
        arguments);
  }

  @Test
  void aPulledModelIsUsedByTheIdThatWasPrinted() throws IOException, InterruptedException {
    JarRun pulled = run("models", "pull", "owner/mini");

    assertThat(pulled.status()).as(pulled.err()).isZero();
    assertThat(pulled.out()).isEqualTo(PINNED + System.lineSeparator());
    assertThat(pulled.err()).contains("snapshots").doesNotContain("\r");

    int fetched = files.get();
    assertThat(run("models", "pull", PINNED).out()).isEqualTo(pulled.out());
    assertThat(files).hasValue(fetched);

    Path strings = Files.writeString(home.resolve("strings.jsonl"), "\"a cat\"\n");
    assertThat(run("tokenize", "--model", PINNED, "--file", strings.toString()).out())
        .isEqualTo(run("tokenize", "--file", strings.toString()).out())
        .contains("ids");
    assertThat(run("models").out()).containsPattern("owner/mini +cached +complete");

    JarRun verified = run("models", "verify", PINNED);
    assertThat(verified.status()).isZero();
    assertThat(verified.out().lines()).allMatch(line -> line.startsWith("verified\t"));

    Path graph =
        home.resolve("hf/hub/models--owner--mini/snapshots")
            .resolve(COMMIT)
            .resolve("onnx/text_model.onnx");
    Files.write(graph.toRealPath(), new byte[1000]);
    JarRun damaged = run("models", "verify", "owner/mini");
    assertThat(damaged.status()).isEqualTo(1);
    assertThat(damaged.err()).contains("failed\tonnx/text_model.onnx\texpected SHA-256");
  }

  @Test
  void whatCannotBePulledIsOneLine() throws IOException, InterruptedException {
    JarRun unknown = run("models", "pull", "owner/none");
    JarRun noId = run("models", "pull", "none");
    JarRun badPin = run("models", "pull", "owner/mini", "--pin", "config.json=12");
    JarRun wrongPin = run("models", "pull", PINNED, "--pin", "config.json=" + "0".repeat(64));
    JarRun notThere = run("models", "verify", "owner/none");

    for (JarRun run : List.of(unknown, noId, badPin, wrongPin, notThere)) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines()).singleElement().asString().startsWith("clip4j: ");
    }
    assertThat(unknown.err()).contains("404");
    assertThat(wrongPin.err()).contains("pinned SHA-256");
  }
}
