package io.github.clip4j.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would not be read again is not written. */
class LongCheckpointTest {
  private static final int DIMENSION = 1 << 20;

  @TempDir private Path directory;

  private Path file() {
    return directory.resolve("journal");
  }

  private Journal open() throws IOException {
    return Journal.open(file(), "a model", DIMENSION, 1000);
  }

  private static Result result(int number, @Nullable String failure) {
    return new Result("image " + number, 0, true, "a stamp", null, failure);
  }

  private static List<Result> results(int count) {
    return IntStream.range(0, count).mapToObj(i -> result(i, null)).toList();
  }

  /** The second has more bytes than an int counts. */
  @Test
  void aBatchThatWouldNotBeReadAgainIsRefusedBeforeItIsWritten() throws IOException {
    float[] vector = new float[DIMENSION];
    vector[7] = 1;
    try (Journal journal = open()) {
      journal.append(results(1), List.of(vector));
      byte[] before = Files.readAllBytes(file());
      for (int batch : new int[] {16, 600}) {
        assertThatThrownBy(() -> journal.append(results(batch), Collections.nCopies(batch, vector)))
            .isInstanceOf(JournalException.class)
            .hasMessageContaining("at most 67108864 bytes in the journal " + file())
            .hasMessageContaining("got one of " + (batch * 4L * DIMENSION / 1_000_000));
      }
      assertThat(file()).hasBinaryContent(before);
    }
    try (Journal journal = open()) {
      Place place = Objects.requireNonNull(journal.find(result(0, null).key()));
      assertThat(journal.vector(place)).isEqualTo(vector);
    }
  }

  @Test
  void aFrameThatWouldNotBeReadAgainIsRefused() throws IOException {
    try (Frames frames = Frames.open(file()).orElseThrow()) {
      assertThatThrownBy(() -> frames.append(new byte[Frames.LONGEST + 1]))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("67108865");
    }
    assertThat(file()).isEmptyFile();
  }

  @Test
  void manyFailuresAreSeveralCheckpoints() throws IOException {
    int failures = 30;
    String reason = "<".repeat(1 << 19);
    try (Journal journal = open()) {
      Checkpoints checkpoints = new Checkpoints(journal, Duration.ofDays(1));
      for (int i = 0; i < failures; i++) {
        checkpoints.add(result(i, reason), null);
        checkpoints.endBatch();
      }
      checkpoints.write();
    }
    try (Journal journal = open()) {
      assertThat(journal.keys()).hasSize(failures);
    }
  }
}
