package io.github.clip4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.image.ImageSource;
import io.github.clip4j.journal.EmbeddingProcess.Transcript;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed at random moments, and started again. */
class PulledPlugTest {
  private static final int KILLS = 50;
  private static final int IMAGES = 150;
  private static final int MOST_MILLIS = 250;

  @TempDir private Path directory;
  private Path images;
  private Path journal;
  private Path result;

  @BeforeEach
  void makeImages() throws IOException {
    images = Files.createDirectory(directory.resolve("images"));
    journal = directory.resolve("journal");
    result = directory.resolve("result");
    for (int i = 0; i < IMAGES; i++) {
      String content = i % 10 == 3 ? "broken" : "image " + i;
      Files.writeString(images.resolve(String.format("%03d.jpg", i)), content);
    }
  }

  @Test
  void afterFiftyKillsTheResultIsThatOfAnUninterruptedRun() throws Exception {
    String expected = EmbeddingProcess.uninterrupted(images);
    Random random = new Random(20261124);
    int finished = 0;
    int killed = 0;
    while (killed < KILLS) {
      killed += runUntil(random.nextInt(MOST_MILLIS)) ? 1 : 0;
      if (Files.exists(result)) {
        assertThat(result).hasContent(expected);
        Files.delete(result);
        Files.delete(journal);
        finished++;
      }
    }
    runUntil(TimeUnit.MINUTES.toMillis(1));
    assertThat(result).hasContent(expected);
    assertThat(finished).as("kills fell into the middle of runs").isLessThan(KILLS / 2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskKeepsWhatWasDone() throws Exception {
    // No file of the process may grow beyond 8 KiB: what a full disk does, on any machine.
    Process limited =
        new ProcessBuilder("bash", "-c", "ulimit -f 8; exec " + String.join(" ", command()))
            .redirectErrorStream(true)
            .start();
    String printed = new String(limited.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(limited.waitFor()).isEqualTo(1);
    assertThat(printed).contains("JournalException: cannot read or write", "give it room");
    assertThat(result).doesNotExist();
    assertThat(Files.size(journal)).isGreaterThan(4096);

    AtomicInteger before = new AtomicInteger(-1);
    try (NeighbourlyEncoder encoder = new NeighbourlyEncoder("a model", 0)) {
      Transcript transcript = new Transcript();
      EmbeddingJournal.at(journal)
          .onProgress(done -> before.compareAndSet(-1, done))
          .embed(encoder, ImageSource.directory(images, "images", List.of()), transcript);
      assertThat(transcript.sha256()).isEqualTo(EmbeddingProcess.uninterrupted(images));
      assertThat(before).as("images that the full disk holds").hasPositiveValue();
    }
  }

  private List<String> command() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"),
        EmbeddingProcess.class.getName(),
        images.toString(),
        journal.toString(),
        result.toString());
  }

  /** Whether the process was still running when it was killed. */
  private boolean runUntil(long millis) throws Exception {
    Process process =
        new ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("begins");
      boolean exited = process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      return !exited;
    }
  }
}
