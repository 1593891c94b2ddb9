package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.clip4j.error.EmbeddingException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that claim what is not so: one clear exception, and no memory spent on the claim. */
class HostileEmbeddingsTest {
  private static final Path REFERENCE =
      Path.of("src", "test", "resources", "reference", "embeddings");
  private static final int MUTATIONS = Integer.getInteger("clip4j.mutations", 2_000);

  @TempDir private Path directory;

  private static String tensor(String type, String shape, String offsets) {
    return "\"embeddings\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}";
  }

  private static final String GOOD = tensor("F32", "[2,2]", "[0,16]");

  static List<String> headers() {
    return List.of(
        "",
        "null",
        "[]",
        "{",
        "{" + GOOD,
        "{" + GOOD + "}}",
        "{" + GOOD + "} {}",
        "{" + GOOD + "," + GOOD + "}",
        "{\"__metadata__\":{},\"__metadata__\":{}," + GOOD + "}",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}," + GOOD + "}",
        "{\"__metadata__\":{\"a\":1}," + GOOD + "}",
        "{\"__metadata__\":{\"a\":{\"b\":{}}}," + GOOD + "}",
        "{\"__metadata__\":" + "[".repeat(100_000) + "}",
        "{" + tensor("F32", "[2,2]", "[0,16,16]") + "}",
        "{" + tensor("F32", "[2,2]", "[0]") + "}",
        "{" + tensor("F32", "[2,2]", "[16,0]") + "}",
        "{" + tensor("F32", "[2,2]", "[4,20]") + "}",
        "{" + tensor("F32", "[2,2]", "[0,20]") + "}",
        "{" + tensor("F32", "[2,2]", "[-16,0]") + "}",
        "{" + tensor("F32", "[2,1]", "[0,8]") + "}",
        "{" + tensor("F32", "[2,2]", "[0,12]") + "}",
        "{" + tensor("F32", "[2,-2]", "[0,16]") + "}",
        "{" + tensor("F32", "[2,2.0]", "[0,16]") + "}",
        "{" + tensor("F32", "[2,\"2\"]", "[0,16]") + "}",
        "{" + tensor("F32", "[4]", "[0,16]") + "}",
        "{" + tensor("F32", "[2,0]", "[0,0]") + "}",
        "{" + tensor("F32", "2", "[0,16]") + "}",
        "{" + tensor("F32", "[1000000000,1000000000]", "[0,4000000000000000000]") + "}",
        "{" + tensor("F32", "[4611686018427387904,4]", "[0,0]") + "}",
        "{" + tensor("F32", "[9223372036854775807,9223372036854775807]", "[0,16]") + "}",
        "{" + tensor("F32", "[99999999999999999999,1]", "[0,16]") + "}",
        "{" + tensor("F32", "[" + "1,".repeat(64) + "4]", "[0,16]") + "}",
        "{" + tensor("F31", "[2,2]", "[0,16]") + "}",
        "{" + tensor("I32", "[2,2]", "[0,16]") + "}",
        "{\"embeddings\":{\"dtype\":\"F32\",\"shape\":[2,2]}}",
        "{\"embeddings\":{\"dtype\":\"F32\",\"shape\":[2,2],\"shape\":[2,2],\"data_offsets\":[0,16]}}",
        "{\"embeddings\":{\"dtype\":\"F32\",\"x\":1,\"shape\":[2,2],\"data_offsets\":[0,16]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}," + GOOD + "}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[16,20]}," + GOOD + "}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[1,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[15],\"data_offsets\":[1,16]}}");
  }

  private Path safetensors(long length, String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return Files.write(directory.resolve("hostile.safetensors"), file.put(text).array());
  }

  private static void assertRefused(Path file) {
    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(() -> EmbeddingFiles.read(file, "model"))
        .satisfies(e -> assertThat(e.getMessage()).startsWith(file + ": expected "));
  }

  @Test
  void theHeaderThatTheOthersSpoilIsGood() throws IOException {
    Path file = safetensors(GOOD.length() + 2, "{" + GOOD + "}", 16);

    assertThat(EmbeddingFiles.read(file, "model").count()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderThatDoesNotFitItsFileIsRefused(String header) throws IOException {
    assertRefused(safetensors(header.length(), header, 16));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 17, 1000, 16_000_001, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void aLengthThatCannotBeIsRefused(long length) throws IOException {
    assertRefused(safetensors(length, "{" + GOOD + "}", 16));
  }

  @Test
  void aHeaderThatIsNoUtf8IsRefused() throws IOException {
    Path file = safetensors(GOOD.length() + 2, "{" + GOOD + "}", 16);
    byte[] bytes = Files.readAllBytes(file);
    bytes[12] = (byte) 0xc0;
    Files.write(file, bytes);

    assertRefused(file);
  }

  @Test
  void vectorsThatDoNotFitIntoTheHeapAreRefused() throws IOException {
    // Files with a hole: they have the bytes that their headers ask for, but nobody has the memory.
    long entries = 2_000_000_000L;
    String header = "{" + tensor("F32", "[1000000000,2]", "[0," + entries * 4 + "]") + "}";
    Path safetensors = safetensors(header.length(), header, 0);
    try (RandomAccessFile hole = new RandomAccessFile(safetensors.toFile(), "rw")) {
      hole.setLength(hole.length() + entries * 4);
    }

    assertThatExceptionOfType(EmbeddingException.class)
        .isThrownBy(() -> EmbeddingFiles.read(safetensors, "model"))
        .withMessageContaining("fit into the heap");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f4.npy",
        "f2.npy",
        "f8.npy",
        "fortran.npy",
        "F32.safetensors",
        "F16.safetensors",
        "several.safetensors"
      })
  void damageIsReadOrRefusedButNeverAnythingElse(String name) throws IOException {
    byte[] original = Files.readAllBytes(REFERENCE.resolve(name));
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTATIONS / 7; i++) {
      Path file = Files.write(directory.resolve("x" + name), mutate(original, random));
      try {
        Embeddings read = EmbeddingFiles.read(file, "sha256-1f");
        assertThat(read.count() * (long) read.dimension()).isLessThan(original.length);
      } catch (EmbeddingException e) {
        assertThat(e.getMessage()).startsWith(file.toString());
        refused++;
      }
      if (name.endsWith(".npy")) {
        try {
          EmbeddingFiles.map(file, "sha256-1f").toMatrix();
        } catch (EmbeddingException e) {
          assertThat(e.getMessage()).startsWith(file.toString());
        }
      }
    }
    assertThat(refused).isPositive();
  }

  /** Flips bits, above all of the header, cuts, repeats, or overwrites with digits. */
  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int where = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, where);
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 2 -> bytes[where] = (byte) ('0' + random.nextInt(10));
      case 3 -> {
        int length = Math.min(random.nextInt(30), bytes.length - where);
        System.arraycopy(original, random.nextInt(bytes.length - length), bytes, where, length);
      }
      default -> {
        for (int i = 0; i <= random.nextInt(4); i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return bytes;
  }
}
