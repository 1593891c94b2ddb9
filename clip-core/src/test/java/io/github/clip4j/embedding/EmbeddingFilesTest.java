package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.embedding.EmbeddingFiles.Precision;
import io.github.clip4j.error.EmbeddingException;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.Half;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against files of NumPy and safetensors, see {@code make_embeddings.py} beside them. */
class EmbeddingFilesTest {
  private static final Path REFERENCE =
      Path.of("src", "test", "resources", "reference", "embeddings");
  private static final String MODEL = "sha256-1f";
  private static final float[] VECTORS = {
    0.6f, 0.8f, 0, 0, 0.5f, -0.5f, 0.5f, -0.5f, 0, 0, 0, -1, 0, 0.28f, 0.96f, 0, 0, 0, 0, 0
  };
  private static final List<String> IDS =
      List.of("a photo", "ünï \"code\"\n", "</script>", "a photo", "");

  @TempDir private Path directory;

  private final Embeddings embeddings = Embeddings.of(IDS, Rows.of(VECTORS, 4), MODEL);

  private static void assertSame(Embeddings actual, float tolerance) {
    assertThat(actual.count()).isEqualTo(5);
    assertThat(actual.dimension()).isEqualTo(4);
    assertThat(actual.toMatrix().data).containsExactly(VECTORS, within(tolerance));
  }

  @ParameterizedTest
  @CsvSource({
    "f4.npy, 0",
    "f8.npy, 0",
    "fortran.npy, 0",
    "not_unit.npy, 1e-7",
    "f2.npy, 3e-4",
    "F32.safetensors, 0",
    "F64.safetensors, 0",
    "several.safetensors, 0",
    "F16.safetensors, 3e-4",
    "BF16.safetensors, 3e-3"
  })
  void whatNumpyAndSafetensorsWroteIsRead(String file, float tolerance) throws IOException {
    Embeddings read = EmbeddingFiles.read(REFERENCE.resolve(file), MODEL);

    assertSame(read, tolerance);
    assertThat(read.ids()).containsExactly("0", "1", "2", "3", "4");
    assertThat(read.fingerprint()).isEqualTo(MODEL);
  }

  @ParameterizedTest
  @CsvSource({"f4.npy, 0", "f8.npy, 0", "not_unit.npy, 1e-7", "f2.npy, 3e-4"})
  void vectorsMayStayInTheFile(String file, float tolerance) throws IOException {
    Embeddings mapped = EmbeddingFiles.map(REFERENCE.resolve(file), MODEL);

    assertSame(mapped, tolerance);
    assertThat(mapped.nearest(new float[] {1, 1, 0, 0}, 2))
        .extracting(Embeddings.Neighbour::row)
        .containsExactly(0, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "E.npy, FLOAT32, f4.npy",
    "E.npy, FLOAT16, f2.npy",
    "E.safetensors, FLOAT32, F32.safetensors",
    "E.safetensors, FLOAT16, F16.safetensors"
  })
  void whatIsWrittenHasTheBytesOfNumpyAndSafetensors(
      String name, Precision precision, String reference) throws IOException {
    Path file = directory.resolve(name);

    EmbeddingFiles.write(embeddings, file, precision);

    assertThat(file).hasSameBinaryContentAs(REFERENCE.resolve(reference));
    assertThat(directory.resolve("E.jsonl"))
        .content()
        .isEqualTo(
            """
            {"row":0,"id":"a photo"}
            {"row":1,"id":"ünï \\"code\\"\\n"}
            {"row":2,"id":"</script>"}
            {"row":3,"id":"a photo"}
            {"row":4,"id":""}
            """);
    Embeddings read = EmbeddingFiles.read(file);
    assertSame(read, precision == Precision.FLOAT32 ? 0 : 3e-4f);
    assertThat(read.ids()).isEqualTo(IDS);
    assertThat(read.fingerprint()).isEqualTo(MODEL);
  }

  @Test
  void theMetaFileNamesTheModelAndTheShape() throws IOException {
    EmbeddingFiles.write(embeddings, directory.resolve("E.npy"));

    assertThat(directory.resolve("E.meta.json"))
        .hasContent("{\"fingerprint\":\"sha256-1f\",\"dimension\":4,\"count\":5}");
    assertThat(names()).containsExactly("E.jsonl", "E.meta.json", "E.npy");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void moreVectorsThanABufferHoldsComeBack() throws IOException {
    int count = 3_000;
    float[] values = new float[count * 100];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 31 % 1009) - 500;
    }
    List<String> ids = Stream.iterate(0, i -> i + 1).limit(count).map(i -> "photo " + i).toList();
    Embeddings many = Embeddings.of(ids, Rows.of(values, 100), MODEL);

    for (String name : List.of("E.npy", "E.safetensors")) {
      EmbeddingFiles.write(many, directory.resolve(name));
      Embeddings read = EmbeddingFiles.read(directory.resolve(name));
      // Normalised once more, the last bit may move.
      for (int row = 0; row < count; row++) {
        assertThat(read.cosine(row, many, row)).isCloseTo(1, within(1e-6f));
      }
      assertThat(read.ids()).isEqualTo(ids);
    }
    assertThat(EmbeddingFiles.map(directory.resolve("E.npy")).toMatrix().data)
        .isEqualTo(many.toMatrix().data);
  }

  @Test
  void valuesAreRoundedToFloat16AsNumpyRoundsThem() throws IOException {
    float[] singles = NpyArray.read(REFERENCE.resolve("singles.npy")).toFloats();
    float[] halves = NpyArray.read(REFERENCE.resolve("singles_as_halves.npy")).toFloats();

    for (int i = 0; i < singles.length; i++) {
      assertThat(Half.toFloat(Half.fromFloat(singles[i]))).isEqualTo(halves[i]);
    }
  }

  @Test
  void noVectorsAreAFileToo() throws IOException {
    Embeddings none = Embeddings.of(List.of(), Rows.of(new float[0], 4), MODEL);

    for (String name : List.of("E.npy", "E.safetensors")) {
      EmbeddingFiles.write(none, directory.resolve(name));
      assertThat(EmbeddingFiles.read(directory.resolve(name)).count()).isZero();
      assertThat(EmbeddingFiles.read(directory.resolve(name)).dimension()).isEqualTo(4);
    }
  }

  @Test
  void namesThatAreNoUnicodeComeBack() throws IOException {
    List<String> ids = List.of("bad \ud83d name", "\udc80", "good \ud83d\ude00", "d", "e");
    Path file = directory.resolve("E.npy");

    EmbeddingFiles.write(Embeddings.of(ids, Rows.of(VECTORS, 4), MODEL), file);

    assertThat(EmbeddingFiles.read(file).ids()).isEqualTo(ids);
  }

  @Test
  void theLinesOfTheCommandAndBareStringsAreIdsToo() throws IOException {
    Path file = directory.resolve("E.npy");
    Files.copy(REFERENCE.resolve("f4.npy"), file);
    Files.writeString(
        directory.resolve("E.jsonl"),
        """
        {"row":0,"file":"a.jpg"}
        "b"
        {"id":"c","more":[1,{"x":2}],"row":2}
        {"file":"d"}
        "e\\u0041"\
        """);

    assertThat(EmbeddingFiles.read(file, MODEL).ids())
        .containsExactly("a.jpg", "b", "c", "d", "eA");
  }

  private static void assertRefused(ThrowingCallable call, String... parts) {
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void vectorsOfAnotherModelAreRefused() throws IOException {
    for (String name : List.of("E.npy", "E.safetensors")) {
      Path file = directory.resolve(name);
      EmbeddingFiles.write(embeddings, file);
      assertRefused(
          () -> EmbeddingFiles.read(file, "another"),
          file.toString(),
          "expected vectors of the model another, found vectors of sha256-1f");
    }
    assertRefused(
        () -> EmbeddingFiles.map(directory.resolve("E.npy"), "another"), "found vectors of");
  }

  @Test
  void vectorsOfNobodyNeedAName() {
    assertRefused(() -> EmbeddingFiles.read(REFERENCE.resolve("f4.npy")), "no fingerprint");
    assertRefused(() -> EmbeddingFiles.read(REFERENCE.resolve("F64.safetensors")), "name the");
  }

  @Test
  void otherArraysAreRefused() throws IOException {
    assertRefused(
        () -> EmbeddingFiles.read(REFERENCE.resolve("ambiguous.safetensors")), "found [x, y]");
    assertRefused(
        () -> EmbeddingFiles.read(REFERENCE.resolve("singles.npy"), MODEL),
        "expected a matrix",
        "[2000]");
    Path text = Files.writeString(directory.resolve("text.npy"), "no array at all, but some text");
    assertRefused(() -> EmbeddingFiles.read(text, MODEL), "expected an .npy file");
    assertRefused(() -> EmbeddingFiles.map(text, MODEL), "expected an .npy file");
    Path nan = directory.resolve("nan.npy");
    NpyArray.of(new float[] {1, Float.NaN}, 1, 2).write(nan);
    assertRefused(() -> EmbeddingFiles.read(nan, MODEL), "the vector of 0 holds NaN");
    assertRefused(() -> EmbeddingFiles.map(nan, MODEL), "the vector of 0 holds NaN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"row\":0,\"id\":\"a\"}\n",
        "\"a\"\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n\"f\"\n",
        "\"a\"\n\"b\"\n\"c\"\n\"d\"\n5\n",
        "\"a\"\n\"b\"\n\"c\"\n\"d\"\n\n",
        "{\"row\":1,\"id\":\"a\"}\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n",
        "{\"row\":0,\"id\":\"a\",\"file\":\"b\"}\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n",
        "{\"row\":0}\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n",
        "\"a\" \"b\"\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n",
        "'a'\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n",
        "[[[[[[[[[[\n\"b\"\n\"c\"\n\"d\"\n\"e\"\n"
      })
  void linesThatAreNotOneIdARowAreRefused(String lines) throws IOException {
    Path file = directory.resolve("E.npy");
    Files.copy(REFERENCE.resolve("f4.npy"), file);
    Files.writeString(directory.resolve("E.jsonl"), lines);

    assertRefused(() -> EmbeddingFiles.read(file, MODEL), "E.jsonl: expected ");
  }

  @Test
  void linesWithoutEndAndOtherEncodingsAreRefused() throws IOException {
    Path file = directory.resolve("E.npy");
    Files.copy(REFERENCE.resolve("f4.npy"), file);
    Path lines = directory.resolve("E.jsonl");

    Files.writeString(lines, "\"" + "a".repeat(2 << 20) + "\"");
    assertRefused(() -> EmbeddingFiles.read(file, MODEL), "lines of at most 1048576 characters");
    Files.write(lines, new byte[] {'"', (byte) 0xff, '"'});
    assertRefused(() -> EmbeddingFiles.read(file, MODEL), "UTF-8");
    Files.writeString(lines, "{\"x\":" + "[".repeat(200_000));
    assertRefused(() -> EmbeddingFiles.read(file, MODEL), "line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"fingerprint\":\"sha256-1f\",\"dimension\":4,\"count\":6}",
        "{\"fingerprint\":\"sha256-1f\",\"dimension\":3,\"count\":5}",
        "{\"fingerprint\":\"sha256-1f\"}",
        "{\"fingerprint\":{},\"dimension\":4,\"count\":5}",
        "{\"fingerprint\":\"sha256-1f\",\"dimension\":4,\"count\":5} {}",
        "{\"x\":[[[[[[[[[[[[[[[[[["
      })
  void aMetaFileOfOtherVectorsIsRefused(String meta) throws IOException {
    Path file = directory.resolve("E.npy");
    Files.copy(REFERENCE.resolve("f4.npy"), file);
    Files.writeString(directory.resolve("E.meta.json"), meta);

    assertRefused(() -> EmbeddingFiles.read(file, MODEL), "E.meta.json: expected ");
  }

  @Test
  void aFailedWriteLeavesTheVectorsThatWereThere() throws IOException {
    Path file = directory.resolve("E.npy");
    EmbeddingFiles.write(embeddings, file);
    byte[] before = Files.readAllBytes(file);
    Files.delete(directory.resolve("E.meta.json"));
    Files.createDirectories(directory.resolve("E.meta.json/occupied"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                EmbeddingFiles.write(
                    Embeddings.of(List.of("x"), List.of(new float[] {1, 2}), 2, "other"), file));

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names()).containsExactly("E.jsonl", "E.meta.json", "E.npy");
  }

  @Test
  void otherNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingFiles.write(embeddings, directory.resolve("E.txt")))
        .withMessageContaining("ends in .npy or .safetensors");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddingFiles.map(REFERENCE.resolve("F32.safetensors"), MODEL))
        .withMessageContaining("ends in .npy");
  }
}
