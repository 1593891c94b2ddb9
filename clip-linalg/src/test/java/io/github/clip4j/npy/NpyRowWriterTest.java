package io.github.clip4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyRowWriterTest {
  @TempDir Path directory;

  @Test
  void rowsThatComeOneByOneMakeTheFileThatNumPyWritesAtOnce() throws IOException {
    Path file = directory.resolve("E.npy");
    try (NpyRowWriter writer = NpyRowWriter.create(file, 3)) {
      writer.write(new float[] {0, 0.25f, 0.5f});
      writer.write(FloatBuffer.wrap(new float[] {9, 0.75f, 1, 1.25f, 9}, 1, 3));
      assertThat(writer.rows()).isEqualTo(2);
      writer.commit();
    }
    assertThat(file).hasSameBinaryContentAs(NumPyFiles.path("matrix_f4.npy"));
  }

  @Test
  void rowsMayHaveAxesOfTheirOwn() throws IOException {
    Path file = directory.resolve("X.npy");
    float[] pixels = new float[120];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }
    try (NpyRowWriter writer = NpyRowWriter.create(file, 3, 4, 5)) {
      writer.write(pixels);
      writer.commit();
    }
    assertThat(file).hasSameBinaryContentAs(NumPyFiles.path("pixels_2x3x4x5_f4.npy"));
  }

  @Test
  void noRowsMakeAnEmptyArray() throws IOException {
    Path file = directory.resolve("none.npy");
    try (NpyRowWriter writer = NpyRowWriter.create(file, 512)) {
      writer.commit();
    }
    assertThat(file).hasSameBinaryContentAs(NumPyFiles.path("empty_0x512_f4.npy"));
  }

  @Test
  void moreRowsThanTheBufferHoldsAreAllThere() throws IOException {
    Path file = directory.resolve("many.npy");
    int rows = 1500;
    try (NpyRowWriter writer = NpyRowWriter.create(file, 509)) {
      for (int i = 0; i < rows / 3; i++) {
        float[] values = new float[3 * 509];
        for (int j = 0; j < values.length; j++) {
          values[j] = i * values.length + j;
        }
        writer.write(values);
      }
      writer.commit();
    }
    float[] read = NpyArray.read(file).toFloats();
    assertThat(read).hasSize(rows * 509);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).isEqualTo((float) i);
    }
  }

  @Test
  void withoutACommitTheTargetStaysAsItWas() throws IOException {
    Path file = directory.resolve("E.npy");
    Files.writeString(file, "before");

    NpyRowWriter writer = NpyRowWriter.create(file, 2);
    writer.write(new float[] {1, 2});
    writer.close();
    writer.close();

    assertThat(file).hasContent("before");
    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries).containsExactly(file);
    }
    assertThatIllegalStateException().isThrownBy(() -> writer.write(new float[] {1, 2}));
    assertThatIllegalStateException().isThrownBy(writer::commit);
  }

  @Test
  void partsOfRowsAreRefused() throws IOException {
    try (NpyRowWriter writer = NpyRowWriter.create(directory.resolve("E.npy"), 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> writer.write(new float[4]))
          .withMessage("expected a multiple of 3 values, got 4");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyRowWriter.create(directory.resolve("E.npy"), 0));
  }
}
