package io.github.clip4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyArrayTest {
  private static final float[] MATRIX = {0, 0.25f, 0.5f, 0.75f, 1, 1.25f};

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix_f4.npy",
        "matrix_f8.npy",
        "matrix_f2.npy",
        "matrix_f4_fortran.npy",
        "matrix_f4_version_2.npy",
        "matrix_f4_version_3.npy"
      })
  void everyFloatTypeOrderAndVersionIsReadAsTheSameMatrix(String file) throws IOException {
    NpyArray array = NpyArray.read(NumPyFiles.path(file));

    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.toFloats()).containsExactly(MATRIX);
    assertThat(array.toDoubles()).containsExactly(0, 0.25, 0.5, 0.75, 1, 1.25);
    FMatrixRMaj matrix = array.toMatrix();
    assertThat(matrix.numRows).isEqualTo(2);
    assertThat(matrix.numCols).isEqualTo(3);
    assertThat(matrix.get(1, 0)).isEqualTo(0.75f);
  }

  @Test
  void integersAreReadAsTheyAre() throws IOException {
    NpyArray labels = NpyArray.read(NumPyFiles.path("labels_i4.npy"));

    assertThat(labels.type()).isEqualTo("<i4");
    assertThat(labels.toInts()).containsExactly(3, -1, 2);
    assertThat(labels.toFloats()).containsExactly(3, -1, 2);
    assertThat(labels.toDoubles()).containsExactly(3, -1, 2);
  }

  @Test
  void everyHalfHasItsValue() throws IOException {
    float[] halves = NpyArray.read(NumPyFiles.path("halves_f2.npy")).toFloats();

    assertThat(halves).hasSize(1 << 16);
    assertThat(halves[0x0001]).isEqualTo(0x1p-24f);
    assertThat(halves[0x03ff]).isEqualTo(1023 * 0x1p-24f);
    assertThat(halves[0x0400]).isEqualTo(0x1p-14f);
    assertThat(halves[0x3c00]).isEqualTo(1);
    assertThat(halves[0xc100]).isEqualTo(-2.5f);
    assertThat(halves[0x7bff]).isEqualTo(65504);
    assertThat(halves[0x7c00]).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(halves[0xfc00]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(halves[0x7e00]).isNaN();
    assertThat(Float.floatToRawIntBits(halves[0x8000])).isEqualTo(0x80000000);
    for (int bits = 1; bits < 0x7c00; bits++) {
      assertThat(halves[bits]).isGreaterThan(halves[bits - 1]);
    }
  }

  @Test
  void aSingleValueHasNoAxes() throws IOException {
    NpyArray scalar = NpyArray.read(NumPyFiles.path("scalar_f8.npy"));

    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.toDoubles()).containsExactly(2.5);
  }

  @Test
  void writtenFilesAreThoseOfNumPyByteForByte() throws IOException {
    assertWritten(NpyArray.of(MATRIX, 2, 3), "matrix_f4.npy");
    assertWritten(NpyArray.of(new FMatrixRMaj(2, 3, true, MATRIX)), "matrix_f4.npy");
    assertWritten(NpyArray.of(new double[] {0, 0.25, 0.5, 0.75, 1, 1.25}, 2, 3), "matrix_f8.npy");
    assertWritten(NpyArray.of(new int[] {3, -1, 2}, 3), "labels_i4.npy");
    assertWritten(NpyArray.of(new double[] {2.5}), "scalar_f8.npy");
    assertWritten(NpyArray.of(new float[0], 0, 512), "empty_0x512_f4.npy");
    int[] axes = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertWritten(NpyArray.of(new float[1], axes), "fifteen_axes_f4.npy");
    float[] pixels = new float[120];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i;
    }
    assertWritten(NpyArray.of(pixels, 2, 3, 4, 5), "pixels_2x3x4x5_f4.npy");
  }

  private void assertWritten(NpyArray array, String expected) throws IOException {
    Path file = directory.resolve(expected);
    array.write(file);
    assertThat(file).hasSameBinaryContentAs(NumPyFiles.path(expected));
  }

  @Test
  void writingReplacesAFileAndLeavesNothingBesideIt() throws IOException {
    Path file = directory.resolve("a.npy");
    Files.writeString(file, "before");

    NpyArray.of(MATRIX, 6).write(file);

    assertThat(NpyArray.read(file).toFloats()).containsExactly(MATRIX);
    try (Stream<Path> entries = Files.list(directory)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void anArrayIsAValueOfItsOwn() {
    float[] values = MATRIX.clone();
    NpyArray array = NpyArray.of(values, 2, 3);

    values[0] = 9;
    array.toFloats()[1] = 9;
    array.shape()[0] = 9;

    assertThat(array.toFloats()).containsExactly(MATRIX);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array).hasToString("NpyArray[<f4, [2, 3]]");
  }

  @Test
  void aShapeThatDoesNotFitTheValuesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.of(MATRIX, 2, 2))
        .withMessage("expected a shape of 6 elements, got [2, 2]");
    assertThatIllegalArgumentException().isThrownBy(() -> NpyArray.of(MATRIX, -2, -3));
  }

  @Test
  void anArrayOfAnotherKindIsNotConvertedSilently() {
    assertThatIllegalStateException()
        .isThrownBy(() -> NpyArray.of(MATRIX, 6).toInts())
        .withMessageContaining("<f4");
    assertThatIllegalStateException()
        .isThrownBy(() -> NpyArray.of(MATRIX, 6).toMatrix())
        .withMessageContaining("[6]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "labels_i8.npy ; <i8",
        "big_endian_f4.npy ; >f4",
        "objects.npy ; |O",
        "structured.npy ; a structured type",
        "cube_f4_fortran.npy ; Fortran order with shape [2, 2, 2]"
      })
  void whatIsNotReadIsNamed(String file, String found) {
    assertThatThrownBy(() -> NpyArray.read(NumPyFiles.path(file)))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("found " + found);
  }

  static List<String> hostileHeaders() {
    return List.of(
        "",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'more': 1}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 2}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483648,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1, ".repeat(65) + ")}",
        "{'descr': '<f4, 'fortran_order': False, 'shape': (2,)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + 1");
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void aHeaderThatSaysSomethingElseIsRefusedBeforeAnythingIsAllocated(String header)
      throws IOException {
    Path file = file((byte) 1, header.length(), header, 8);

    assertThatThrownBy(() -> NpyArray.read(file))
        .isInstanceOf(NpyException.class)
        .hasMessageStartingWith(file + ": expected ");
    assertThatThrownBy(() -> NpyRows.open(file)).isInstanceOf(NpyException.class);
  }

  @Test
  void spacingAndQuotesAreFree() throws IOException {
    String header = " { \"shape\" :(2 , ),\"fortran_order\":False , \"descr\":\"<f4\" }\n";

    assertThat(NpyArray.read(file((byte) 1, header.length(), header, 8)).shape())
        .containsExactly(2);
  }

  @Test
  void aFileThatIsNoArrayIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("text.npy"), "no array, but long enough");
    Path empty = Files.createFile(directory.resolve("empty.npy"));

    assertThatThrownBy(() -> NpyArray.read(text))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("found other content at its start");
    assertThatThrownBy(() -> NpyArray.read(empty))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("ends in its header");
  }

  @Test
  void versionsAndLengthsThatCannotBeAreRefused() throws IOException {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}";

    assertThatThrownBy(() -> NpyArray.read(file((byte) 4, header.length(), header, 8)))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("found 4.0");
    assertThatThrownBy(() -> NpyArray.read(file((byte) 2, 0xfffffff0, header, 8)))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("found 4294967280");
    assertThatThrownBy(() -> NpyArray.read(file((byte) 1, 500, header, 8)))
        .isInstanceOf(NpyException.class)
        .hasMessageContaining("ends in its header");
  }

  private Path file(byte version, int length, String header, int dataBytes) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(12 + header.length() + dataBytes);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', version, 0});
    if (version == 1) {
      out.putShort((short) length);
    } else {
      out.putInt(length);
    }
    out.put(header.getBytes(StandardCharsets.US_ASCII)).put(new byte[dataBytes]);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return Files.write(directory.resolve("hostile.npy"), bytes);
  }
}
