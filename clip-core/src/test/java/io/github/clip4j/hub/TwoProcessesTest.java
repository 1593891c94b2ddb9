package io.github.clip4j.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.web.TestRetries;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pulls that go on at once, in real processes and in threads. */
class TwoProcessesTest {

  @TempDir private Path cache;

  /** What a process does: pulls into a cache from an endpoint. */
  static final class Puller {
    private Puller() {}

    public static void main(String[] args) {
      HubSettings settings =
          HubSettings.ofEnvironment().withEndpoint(URI.create(args[0])).withCache(Path.of(args[1]));
      System.out.println(ModelHub.of(settings).pull(FakeHub.ID).id());
    }
  }

  private Process start(FakeHub server, Path output, String... wrapper) throws IOException {
    List<String> command = new ArrayList<>(List.of(wrapper));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Puller.class.getName(),
            server.endpoint().toString(),
            cache.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private void assertWholeAndFetchedOnce(FakeHub server) {
    Path snapshot = cache.resolve("models--owner--clip/snapshots").resolve(FakeHub.COMMIT);
    assertThat(snapshot.resolve("onnx/text_model.onnx"))
        .hasBinaryContent(server.file("onnx/text_model.onnx"));
    assertThat(server.fetched()).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void twoProcessesShareTheWork(@TempDir Path outputs) throws Exception {
    try (FakeHub server = new FakeHub().withModel(5_000_000)) {
      List<Path> logs = List.of(outputs.resolve("1"), outputs.resolve("2"));
      List<Process> processes = new ArrayList<>();
      for (Path log : logs) {
        processes.add(start(server, log));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
      for (Path log : logs) {
        assertThat(Files.readString(log)).contains(FakeHub.ID + "@" + FakeHub.COMMIT);
      }
      assertWholeAndFetchedOnce(server);
    }
  }

  @Test
  void aProcessThatIsKilledLeavesWhatTheNextOneContinues(@TempDir Path outputs) throws Exception {
    try (FakeHub server = new FakeHub().withModel(5_000_000)) {
      String stored = FakeHub.stored("onnx/vision_model.onnx");
      server.next(stored, server.stall("onnx/vision_model.onnx", 2_000_000));
      Path partial =
          cache
              .resolve("models--owner--clip/blobs")
              .resolve(server.digest("onnx/vision_model.onnx") + ".clip4j.incomplete");
      Process process = start(server, outputs.resolve("1"));
      while (process.isAlive() && (!Files.exists(partial) || Files.size(partial) < 2_000_000)) {
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor();

      new ModelHub(server.settings(cache), TestRetries.immediate()).pull(FakeHub.ID);

      assertThat(server.seen())
          .filteredOn(seen -> seen.path().equals(stored))
          .extracting(seen -> seen.header("Range"))
          .containsExactly("", "bytes=2000000-");
    }
  }

  /** No file of the process may grow beyond 2,000 KiB: what a full disk does, on any machine. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskKeepsWhatCameAndTheNextPullGoesOn(@TempDir Path outputs) throws Exception {
    try (FakeHub server = new FakeHub().withModel(5_000_000)) {
      Path log = outputs.resolve("1");
      Process process = start(server, log, "bash", "-c", "ulimit -f 2000; exec \"$@\"", "bash");

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(log).content().contains("HubException: cannot write", "what arrived is kept");
      Path repository = cache.resolve("models--owner--clip");
      assertThat(repository.resolve("refs/main")).doesNotExist();
      List<Path> kept;
      try (Stream<Path> blobs = Files.list(repository.resolve("blobs"))) {
        kept = blobs.filter(blob -> blob.toString().endsWith(".clip4j.incomplete")).toList();
      }
      assertThat(kept).hasSize(1);
      assertThat(Files.size(kept.get(0))).isEqualTo(2000 << 10);

      new ModelHub(server.settings(cache), TestRetries.immediate()).pull(FakeHub.ID);

      assertThat(repository.resolve("refs/main")).hasContent(FakeHub.COMMIT);
      assertThat(server.seen())
          .extracting(seen -> seen.header("Range"))
          .contains("bytes=" + (2000 << 10) + "-");
      assertThat(kept.get(0)).doesNotExist();
    }
  }

  @Test
  void threadsShareTheWork() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FakeHub server = new FakeHub().withModel(200_000)) {
      ModelHub hub = new ModelHub(server.settings(cache), TestRetries.immediate());
      List<Future<PulledModel>> pulls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        pulls.add(threads.submit(() -> hub.pull(FakeHub.ID)));
      }
      for (Future<PulledModel> pull : pulls) {
        assertThat(pull.get(60, TimeUnit.SECONDS).id().revision()).contains(FakeHub.COMMIT);
      }
      assertWholeAndFetchedOnce(server);
    } finally {
      threads.shutdownNow();
    }
  }
}
