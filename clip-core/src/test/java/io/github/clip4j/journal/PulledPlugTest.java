package io.github.clip4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

  /** Whether the process was still running when it was killed. */
  private boolean runUntil(long millis) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    EmbeddingProcess.class.getName(),
                    images.toString(),
                    journal.toString(),
                    result.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("begins");
      boolean exited = process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      return !exited;
    }
  }
}
