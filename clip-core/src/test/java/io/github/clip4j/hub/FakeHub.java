package io.github.clip4j.hub;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A hub on this machine, with one repository, that speaks as Hugging Face's does: a revision, a
 * tree with digests, small files from itself, large ones by a redirect to another origin. What it
 * should do wrong is queued by address.
 */
final class FakeHub implements AutoCloseable {

  static final String ID = "owner/clip";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** From this size on a file is kept by Git LFS, as the hub does for binary files. */
  private static final int LARGE = 4096;

  /** A request that came. */
  record Seen(String host, String method, String path, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).get(0);
    }
  }

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, Deque<HttpHandler>> queued = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer hub;
  private final HttpServer storage;
  private UnaryOperator<JsonObject> entries = entry -> entry;
  private boolean ranges = true;

  FakeHub() {
    hub = server(this::answerAsHub);
    storage = server(this::answerAsStorage);
  }

  private HttpServer server(HttpHandler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            seen.add(
                new Seen(
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestMethod(),
                    path,
                    Map.copyOf(exchange.getRequestHeaders())));
            Deque<HttpHandler> waiting = queued.get(path);
            HttpHandler next = waiting == null ? null : waiting.poll();
            try (exchange) {
              (next == null ? handler : next).handle(exchange);
            } catch (IOException e) {
              // The client went away, or was meant to be cut off.
            }
          });
      server.setExecutor(threads);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The smallest repository that is a model, with graphs of a size. */
  FakeHub withModel(int graphSize) {
    return with("config.json", "{\"model_type\":\"clip\"}")
        .with("preprocessor_config.json", "{}")
        .with("tokenizer.json", "{\"version\":\"1.0\"}")
        .with("README.md", "not needed")
        .with("onnx/vision_model.onnx", graph(graphSize, 1))
        .with("onnx/vision_model_quantized.onnx", graph(graphSize, 2))
        .with("onnx/text_model.onnx", graph(graphSize, 3))
        .with("onnx/text_model_quantized.onnx", graph(graphSize, 4))
        .with("onnx/model.onnx", graph(graphSize, 5));
  }

  FakeHub with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  FakeHub with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  FakeHub withDirectory(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        with(directory.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return this;
  }

  /** Changes what the tree says of each file. */
  FakeHub listing(UnaryOperator<JsonObject> change) {
    entries = change;
    return this;
  }

  FakeHub withoutRanges() {
    ranges = false;
    return this;
  }

  /** The next request to an address is answered so; several wait in a queue. */
  FakeHub next(String path, HttpHandler handler) {
    queued.computeIfAbsent(path, p -> new ArrayDeque<>()).add(handler);
    return this;
  }

  static HttpHandler status(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** The right headers for the file, or for the rest of it, and then only some of its bytes. */
  HttpHandler cut(String name, int bytes) {
    return exchange -> {
      byte[] content = file(name);
      int start = start(exchange);
      announce(exchange, content.length, start);
      exchange.getResponseBody().write(content, start, bytes);
      exchange.getResponseBody().flush();
    };
  }

  /** As {@link #cut}, but the connection stays open and nothing more comes. */
  HttpHandler stall(String name, int bytes) {
    return exchange -> {
      cut(name, bytes).handle(exchange);
      sleep();
    };
  }

  static HttpHandler silence() {
    return exchange -> sleep();
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static HttpHandler content(byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  static HttpHandler redirect(String target) {
    return status(302, "Location", target);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
  }

  /** Another host by name, and another port. */
  URI storageAddress() {
    return URI.create("http://localhost:" + storage.getAddress().getPort());
  }

  HubSettings settings(Path cache) {
    return HubSettings.of(Map.of("HF_ENDPOINT", endpoint().toString()), cache.resolve("home"))
        .withCache(cache);
  }

  static String resolve(String file) {
    return "/" + ID + "/resolve/" + COMMIT + "/" + file;
  }

  static String stored(String file) {
    return "/storage/" + file;
  }

  List<Seen> seen() {
    return seen;
  }

  /** The addresses of contents that were asked for, without the hub's interface. */
  List<String> fetched() {
    return seen.stream()
        .map(Seen::path)
        .filter(path -> !path.startsWith("/api/"))
        .filter(path -> !path.startsWith("/storage/"))
        .map(path -> path.substring(resolve("").length()))
        .toList();
  }

  byte[] file(String name) {
    return Objects.requireNonNull(files.get(name));
  }

  private boolean isLarge(String name) {
    return file(name).length >= LARGE;
  }

  /** What names the file in the cache. */
  String digest(String name) {
    return isLarge(name) ? sha256(file(name)) : gitBlob(file(name));
  }

  private void answerAsHub(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String api = "/api/models/" + ID;
    if (path.equals(api + "/revision/main") || path.equals(api + "/revision/v1")) {
      content(("{\"sha\":\"" + COMMIT + "\"}").getBytes(StandardCharsets.UTF_8)).handle(exchange);
    } else if (path.equals(api + "/tree/" + COMMIT)) {
      content(tree().toString().getBytes(StandardCharsets.UTF_8)).handle(exchange);
    } else if (path.startsWith(resolve(""))
        && files.containsKey(path.substring(resolve("").length()))) {
      resolve(exchange, path.substring(resolve("").length()));
    } else {
      status(404).handle(exchange);
    }
  }

  private JsonArray tree() {
    JsonArray tree = new JsonArray();
    JsonObject folder = new JsonObject();
    folder.addProperty("type", "directory");
    folder.addProperty("path", "onnx");
    tree.add(folder);
    files.forEach(
        (name, content) -> {
          JsonObject entry = new JsonObject();
          entry.addProperty("type", "file");
          entry.addProperty("path", name);
          entry.addProperty("size", content.length);
          entry.addProperty("oid", gitBlob(content));
          if (isLarge(name)) {
            JsonObject lfs = new JsonObject();
            lfs.addProperty("oid", sha256(content));
            lfs.addProperty("size", content.length);
            lfs.addProperty("pointerSize", 134);
            entry.add("lfs", lfs);
          }
          tree.add(entries.apply(entry));
        });
    return tree;
  }

  private void resolve(HttpExchange exchange, String name) throws IOException {
    exchange.getResponseHeaders().add("X-Repo-Commit", COMMIT);
    if (isLarge(name)) {
      exchange.getResponseHeaders().add("X-Linked-Etag", "\"" + digest(name) + "\"");
      exchange.getResponseHeaders().add("X-Linked-Size", Integer.toString(file(name).length));
      redirect(storageAddress().resolve(stored(name) + "?signature=secret").toString())
          .handle(exchange);
    } else {
      exchange.getResponseHeaders().add("ETag", "\"" + digest(name) + "\"");
      send(exchange, file(name));
    }
  }

  private void answerAsStorage(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/storage/".length());
    exchange.getResponseHeaders().add("ETag", "\"stored-" + digest(name) + "\"");
    send(exchange, file(name));
  }

  private void send(HttpExchange exchange, byte[] content) throws IOException {
    int start = start(exchange);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
    } else if (start >= content.length && start > 0) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      announce(exchange, content.length, start);
      exchange.getResponseBody().write(content, start, content.length - start);
    }
  }

  private int start(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  private static void announce(HttpExchange exchange, int length, int start) throws IOException {
    if (start > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + start + "-" + (length - 1) + "/" + length);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, length - start);
  }

  /** A graph of the size, of which a reader of protocol buffers knows no field. */
  static byte[] graph(int size, int seed) {
    byte[] content = new byte[size];
    new java.util.Random(seed).nextBytes(content);
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    field(graph, 100, content);
    return graph.toByteArray();
  }

  /** A graph whose weights are in another file. */
  static byte[] graphWithWeights(String location) {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    field(entry, 1, "location".getBytes(StandardCharsets.UTF_8));
    field(entry, 2, location.getBytes(StandardCharsets.UTF_8));
    byte[] message = entry.toByteArray();
    for (int number : new int[] {13, 5, 7}) {
      ByteArrayOutputStream outer = new ByteArrayOutputStream();
      field(outer, number, message);
      message = outer.toByteArray();
    }
    return message;
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    varint(out, (number << 3) | 2);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((rest & 0x7F) | 0x80);
    }
    out.write(rest);
  }

  static String sha256(byte[] content) {
    return hex("SHA-256", content);
  }

  static String gitBlob(byte[] content) {
    byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[header.length + content.length];
    System.arraycopy(header, 0, all, 0, header.length);
    System.arraycopy(content, 0, all, header.length, content.length);
    return hex("SHA-1", all);
  }

  private static String hex(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    hub.stop(0);
    storage.stop(0);
    threads.shutdownNow();
  }
}
