package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.clip4j.examples.DemoPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * No process of this command talks to anybody but by an explicit download or URL. Each run has an
 * empty home, so that models and native libraries are unpacked as on the first day.
 */
@EnabledOnOs(OS.LINUX)
class ClosedDoorsIT {

  @TempDir private Path directory;

  private static boolean works(List<String> wrapper) throws InterruptedException {
    List<String> command = new ArrayList<>(wrapper);
    command.add("true");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> tracing(Path trace) {
    return List.of("strace", "-f", "-e", "trace=network", "-o", trace.toString());
  }

  private static void assumeThatTracesCanBeMade() throws InterruptedException {
    assumeThat(works(tracing(Path.of("/dev/null")))).as("strace can be run here").isTrue();
  }

  /** The system calls by which a process reaches another over a network. */
  private static List<String> contacts(Path trace) throws IOException {
    try (Stream<String> lines = Files.lines(trace)) {
      return lines
          .filter(line -> line.matches(".*\\b(connect|bind|listen|send\\w*)\\(.*AF_INET.*"))
          .toList();
    }
  }

  /** What was made in a directory and one level below. */
  private static List<String> made(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory, 2)) {
      return paths
          .map(path -> directory.relativize(path).toString())
          .filter(path -> !path.isEmpty())
          .toList();
    }
  }

  /** Without a network, where that can be taken away; traced, where that can be done. */
  @Test
  void theMainJobReachesNobody() throws IOException, InterruptedException {
    List<String> alone = List.of("unshare", "--net");
    Path trace = directory.resolve("trace");
    boolean traced = works(tracing(Path.of("/dev/null")));
    List<String> wrapper = new ArrayList<>();
    if (works(alone)) {
      wrapper.addAll(alone);
    }
    if (traced) {
      wrapper.addAll(tracing(trace));
    }
    assumeThat(wrapper).as("strace or unshare --net can be run here").isNotEmpty();
    Path out = directory.resolve("out");

    JarRun run =
        JarRun.of(
            directory.resolve("home"),
            wrapper,
            Map.of(),
            "analyze",
            DemoPhotos.FOLDER,
            "--labels",
            "animal,food,object,vehicle",
            "--clusters",
            "4",
            "--out",
            out.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(out.resolve("analysis.json")).isNotEmptyFile();
    assertThat(made(directory.resolve("home")))
        .as("the bundled model, the tokenizer's library, the JDK's list of fonts, nothing else")
        .contains(".cache/clip4j", ".djl.ai/tokenizers")
        .isSubsetOf(
            ".cache", ".cache/clip4j", ".djl.ai", ".djl.ai/tokenizers", ".java", ".java/fonts");
    if (traced) {
      assertThat(trace).isNotEmptyFile();
      assertThat(contacts(trace)).isEmpty();
    }
  }

  @Test
  void theTraceWouldTell() throws IOException, InterruptedException {
    assumeThatTracesCanBeMade();
    Path trace = directory.resolve("trace");

    JarRun run =
        JarRun.of(
            directory.resolve("home"),
            tracing(trace),
            Map.of(),
            "classify",
            "http://127.0.0.1:1/photo.jpg",
            "--labels",
            "cat,dog");

    assertThat(run.status()).isEqualTo(2);
    assertThat(contacts(trace)).isNotEmpty().allMatch(line -> line.contains("127.0.0.1"));
  }

  @Test
  void offlineAPullReachesNobody() throws IOException, InterruptedException {
    assumeThatTracesCanBeMade();
    Path trace = directory.resolve("trace");

    JarRun run =
        JarRun.of(
            directory.resolve("home"),
            tracing(trace),
            Map.of("HF_HUB_OFFLINE", "1", "HF_TOKEN", "hf_secret"),
            "models",
            "pull",
            "owner/clip");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("HF_HUB_OFFLINE").doesNotContain("hf_secret");
    assertThat(contacts(trace)).isEmpty();
  }

  @Test
  void aHomeThatCannotBeWrittenIsReplacedByPrivateDirectories()
      throws IOException, InterruptedException {
    Path home = Path.of("/proc/no-such-home");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));

    JarRun run =
        JarRun.of(
            home,
            List.of(),
            Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary),
            "classify",
            DemoPhotos.photo("cat.jpg"),
            "--labels",
            "cat,car");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"label\":\"cat\"");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .as("nothing of the private directories is left")
          .noneMatch(name -> name.startsWith("clip4j"));
    }
  }
}
