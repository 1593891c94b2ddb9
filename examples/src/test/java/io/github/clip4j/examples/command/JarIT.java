package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonParser;
import io.github.clip4j.examples.DemoPhotos;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The jar, run as a user runs it. */
class JarIT {
  @TempDir private Path directory;

  private Process start(Map<String, String> environment, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", JarRun.JAR.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectOutput(directory.resolve("stdout").toFile());
    builder.redirectError(directory.resolve("stderr").toFile());
    return builder.start();
  }

  private JarRun run(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    Process process = start(environment, args);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new JarRun(process.exitValue(), printed("stdout"), printed("stderr"));
  }

  private String printed(String stream) throws IOException {
    return Files.readString(directory.resolve(stream), StandardCharsets.UTF_8);
  }

  @Test
  void analyzesTheDemoPhotos() throws IOException, InterruptedException {
    Path out = directory.resolve("out");

    JarRun run =
        run(
            Map.of(),
            "analyze",
            DemoPhotos.FOLDER,
            "--labels",
            "animal,food,object,vehicle",
            "--clusters",
            "4",
            "--out",
            out.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("animal", "food", "object", "vehicle");
    assertThat(run.err()).contains("mini").doesNotContain("WARN", "\r");
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("clip_visualization.png", "report.html", "analysis.json");
  }

  @Test
  void namesABrokenPhotoAndGoesOn() throws IOException, InterruptedException {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    DemoPhotos.copy("cat.jpg", photos.resolve("cat.jpg"));
    DemoPhotos.copy("dog.jpg", photos.resolve("dog.jpg"));
    Path notes = Files.writeString(photos.resolve("notes.jpg"), "just a text");

    JarRun run =
        run(Map.of(), "analyze", photos.toString(), "--out", directory.resolve("out").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("failed\t" + notes + "\t").doesNotContain("\tat ");
  }

  @Test
  void wrongArgumentsEndWithTwoAndOneLine() throws IOException, InterruptedException {
    JarRun run = run(Map.of(), "analyze", DemoPhotos.FOLDER, "--labels", "animal,,food");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAndWritesUtf8InTheCLocale() throws IOException, InterruptedException {
    Path strings = directory.resolve("strings.jsonl");
    Files.writeString(strings, "\"na\u00efve caf\u00e9\"\n");
    Path photo = directory.resolve("caf\u00e9.jpg");
    DemoPhotos.copy("coffee-cup.jpg", photo);
    Map<String, String> c = Map.of("LC_ALL", "C");

    JarRun tokens = run(c, "tokenize", "--file", strings.toString());
    JarRun labels = run(c, "classify", photo.toString(), "--labels", "caf\u00e9,bicycle");

    assertThat(tokens).isEqualTo(run(Map.of(), "tokenize", "--file", strings.toString()));
    assertThat(labels.status()).isZero();
    assertThat(JsonParser.parseString(labels.out()).getAsJsonObject())
        .satisfies(line -> assertThat(line.get("file").getAsString()).isEqualTo(photo.toString()))
        .satisfies(line -> assertThat(line.get("label").getAsString()).isEqualTo("caf\u00e9"));
  }

  @Test
  void aProxyThatCannotBeUsedFailsWhatIsFetchedAndNothingElse()
      throws IOException, InterruptedException {
    String nobody = "http://127.0.0.1:1";
    Map<String, String> environment = Map.of("ALL_PROXY", "socks5://x", "HF_ENDPOINT", nobody);
    Path home = directory.resolve("home");

    JarRun pull = JarRun.of(home, List.of(), environment, "models", "pull", "owner/clip");
    JarRun classify =
        JarRun.of(
            home,
            List.of(),
            environment,
            "classify",
            DemoPhotos.photo("cat.jpg"),
            nobody + "/photo.jpg",
            DemoPhotos.photo("dog.jpg"),
            "--labels",
            "cat,dog");

    assertThat(pull.status()).isEqualTo(2);
    assertThat(pull.err().lines()).singleElement().asString().contains("owner/clip", "ALL_PROXY");
    assertThat(classify.status()).isEqualTo(1);
    assertThat(classify.out().lines()).hasSize(2);
    assertThat(classify.err())
        .contains("failed\t" + nobody + "/photo.jpg\texpected HTTP_PROXY or ALL_PROXY")
        .doesNotContain("\tat ");
  }

  /** ONNX Runtime 1.29 recursed over it: some hundred names overflowed a thread's stack. */
  @Test
  void aLongCommandLineIsNoTrouble() throws IOException, InterruptedException {
    String text = "a cat ".repeat(20_000);
    Path out = directory.resolve("t.npy");

    JarRun run = run(Map.of(), "embed-text", text, "--out", out.toString());

    assertThat(run.status()).isZero();
    assertThat(out).exists();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInterruptedRunEndsWith130AndLeavesNothing() throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    List<String> args = new ArrayList<>(List.of("embed"));
    for (int i = 0; i < 400; i++) {
      args.add(DemoPhotos.FOLDER);
    }
    args.addAll(List.of("--out", out.resolve("e.npy").toString()));
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    // The output's directory is made before the model is loaded: the first interrupts meet that.
    for (int millis : new int[] {0, 50, 100, 150, 250, 400}) {
      Process process =
          start(
              Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary),
              args.toArray(String[]::new));
      while (!Files.isDirectory(out) && process.isAlive()) {
        Thread.sleep(5);
      }
      assumeInterruptsAreNotIgnored(process);
      Thread.sleep(millis);

      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(printed("stderr")).isEqualTo(130);
      assertThat(out).doesNotExist();
      assertThat(temporary).isEmptyDirectory();
    }
  }

  /**
   * A parent that ignores interrupts (nohup, a script's background) hands that down to all below.
   */
  private static void assumeInterruptsAreNotIgnored(Process process) throws IOException {
    boolean ignored = ignoresInterrupts(process);
    if (ignored) {
      process.destroyForcibly();
    }
    assumeFalse(ignored, "interrupts are ignored by the parent process");
  }

  private static boolean ignoresInterrupts(Process process) throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) >> 1 & 1) == 1;
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void lostDataIsAnError() throws IOException, InterruptedException {
    Path strings = Files.writeString(directory.resolve("strings.jsonl"), "\"cat\"\n");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-jar", JarRun.JAR.toString(), "tokenize", "--file", strings.toString())
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(directory.resolve("stderr").toFile())
            .start();

    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(printed("stderr")).contains("standard output cannot be written");
  }

  @Test
  void holdsTheLicencesAndNoSignatures() throws IOException {
    try (JarFile jar = new JarFile(JarRun.JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Enable-Native-Access"))
          .isEqualTo("ALL-UNNAMED");
      assertThat(jar.stream().map(entry -> entry.getName()).toList())
          .contains("LICENSE", "NOTICE", "ThirdPartyNotices.txt", "META-INF/LICENSE.txt")
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"))
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.contains(".dSYM/"));
    }
  }

  @Test
  void aRunThatWasKilledIsResumedToTheSameBytes() throws IOException, InterruptedException {
    Path plain = directory.resolve("plain.npy");
    Path resumed = directory.resolve("resumed.npy");
    run(Map.of(), "embed", DemoPhotos.FOLDER, "--out", plain.toString());
    String[] resuming = {"embed", DemoPhotos.FOLDER, "--resume", "--out", resumed.toString()};

    for (int kill = 0; kill < 3; kill++) {
      Process process = start(Map.of(), resuming);
      process.waitFor(800 + 400 * kill, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    JarRun last = run(Map.of(), resuming);

    assertThat(last.status()).isZero();
    for (String ending : List.of(".npy", ".jsonl", ".failures.jsonl", ".meta.json")) {
      assertThat(directory.resolve("resumed" + ending))
          .hasSameBinaryContentAs(directory.resolve("plain" + ending));
    }
    assertThat(directory.toFile().list((place, name) -> name.startsWith(".clip4j"))).isEmpty();
  }
}
