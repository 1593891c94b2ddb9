package io.github.clip4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.linalg.Silhouette;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyRowsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"<f4, 1000000", "<f4, 20", "<f4, 21", "<f4, 1", "<f8, 1000000", "<f8, 56", "<f8, 1"})
  void rowsAreTheSameForAnySegmentSize(String type, long segmentBytes) throws IOException {
    float[] values = new float[23 * 5];
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 8f;
      doubles[i] = values[i];
    }
    Path file = directory.resolve("x.npy");
    (type.equals("<f4") ? NpyArray.of(values, 23, 5) : NpyArray.of(doubles, 23, 5)).write(file);

    Rows rows = NpyRows.open(file, segmentBytes);

    assertThat(rows.count()).isEqualTo(23);
    assertThat(rows.dimension()).isEqualTo(5);
    float[] all = new float[values.length];
    rows.copy(0, 23, FloatBuffer.wrap(all));
    assertThat(all).containsExactly(values);
    float[] some = new float[4 * 5];
    rows.copy(6, 4, FloatBuffer.wrap(some));
    assertThat(some).containsExactly(java.util.Arrays.copyOfRange(values, 30, 50));
  }

  @ParameterizedTest
  @CsvSource({"<f4, 1000000, 4", "<f4, 80, 4", "<f4, 60, 0", "<f8, 1000000, 0"})
  void rowsOfOneSegmentLieInDirectMemory(String type, long segmentBytes, int found)
      throws IOException {
    float[] values = new float[9 * 5];
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 8f;
      doubles[i] = values[i];
    }
    Path file = directory.resolve("x.npy");
    (type.equals("<f4") ? NpyArray.of(values, 9, 5) : NpyArray.of(doubles, 9, 5)).write(file);
    Rows rows = NpyRows.open(file, segmentBytes);

    Optional<FloatBuffer> direct = rows.direct(4, 4);

    assertThat(direct.map(FloatBuffer::remaining).orElse(0)).isEqualTo(found * 5);
    float[] copied = new float[4 * 5];
    rows.copy(4, 4, FloatBuffer.wrap(copied));
    direct.ifPresent(
        buffer -> {
          assertThat(buffer.isDirect()).isTrue();
          assertThat(buffer.isReadOnly()).isTrue();
          assertThat(buffer).isEqualTo(FloatBuffer.wrap(copied));
        });
  }

  @Test
  void aMappedFileIsAnalysedAsTheSameArrayIs() throws IOException {
    Random random = new Random(2);
    float[] values = new float[1500 * 130];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() + i % 4;
    }
    Path file = directory.resolve("x.npy");
    NpyArray.of(values, 1500, 130).write(file);
    Rows array = Rows.of(values, 130);
    Rows mapped = NpyRows.open(file, 200_000);

    KMeansModel clusters = KMeans.of(6).fit(mapped);

    int[] labels = KMeans.of(6).fit(array).labels();
    assertThat(clusters.labels()).isEqualTo(labels);
    assertThat(Silhouette.of(mapped, labels).samples())
        .isEqualTo(Silhouette.of(array, labels).samples());
    assertThat(Pca.withComponents(2).fit(mapped).components().data)
        .isEqualTo(Pca.withComponents(2).fit(array).components().data);
  }

  @Test
  void halvesAreReadExactly() throws IOException {
    float[] values = new float[6];

    NpyRows.open(NumPyFiles.path("matrix_f2.npy")).copy(0, 2, FloatBuffer.wrap(values));

    assertThat(values).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
  }

  @Test
  void aMatrixWithoutColumnsIsRefused() throws IOException {
    Path file = directory.resolve("x.npy");
    NpyArray.of(new float[0], Integer.MAX_VALUE, 0).write(file);

    assertThatThrownBy(() -> NpyRows.open(file))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("found shape [2147483647, 0]");
  }

  @Test
  void aMatrixWithoutRowsIsMapped() throws IOException {
    NpyRows rows = NpyRows.open(NumPyFiles.path("empty_0x512_f4.npy"));

    assertThat(rows.count()).isZero();
    assertThat(rows.dimension()).isEqualTo(512);
  }

  @Test
  void rowsOutsideTheFileAreRefused() throws IOException {
    NpyRows rows = NpyRows.open(NumPyFiles.path("matrix_f4.npy"));

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> rows.copy(1, 2, FloatBuffer.allocate(6)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix_f4_fortran.npy",
        "labels_i4.npy",
        "scalar_f8.npy",
        "pixels_2x3x4x5_f4.npy"
      })
  void whatIsNoPlainMatrixIsRefused(String file) {
    assertThatThrownBy(() -> NpyRows.open(NumPyFiles.path(file)))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining(
            file + ": expected a matrix of <f2, <f4 or <f8 in C order, found shape");
  }
}
