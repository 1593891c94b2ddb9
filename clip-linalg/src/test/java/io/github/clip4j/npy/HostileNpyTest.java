package io.github.clip4j.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and forged files: read, or refused with one exception that names them. */
class HostileNpyTest {
  private static final int MUTATIONS = Integer.getInteger("clip4j.mutations", 2_000);
  private static final List<String> PIECES =
      List.of("(", ")", ",", "'", "{", "}", ":", "9", "-1", "2147483647", "1e9", "True", "<f8");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "matrix_f4.npy",
        "matrix_f2.npy",
        "matrix_f8.npy",
        "matrix_f4_fortran.npy",
        "matrix_f4_version_2.npy",
        "matrix_f4_version_3.npy",
        "empty_0x512_f4.npy",
        "labels_i4.npy"
      })
  void damageIsReadOrRefusedButNeverAnythingElse(String name) throws IOException {
    byte[] original = Files.readAllBytes(NumPyFiles.path(name));
    Random random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTATIONS / 8; i++) {
      Path file = Files.write(directory.resolve("x.npy"), mutate(original, random));
      try {
        NpyArray array = NpyArray.read(file);
        assertThat(array.size()).isLessThanOrEqualTo(original.length);
        assertThat(array.toFloats()).hasSize(array.size());
      } catch (NpyException e) {
        assertThat(e.getMessage()).startsWith(file + ": expected ");
        refused++;
      }
      try {
        NpyRows rows = NpyRows.open(file);
        FloatBuffer values = FloatBuffer.allocate(rows.count() * rows.dimension());
        rows.copy(0, rows.count(), values);
      } catch (NpyException e) {
        assertThat(e.getMessage()).startsWith(file + ": expected ");
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int where = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes = Arrays.copyOf(bytes, where);
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
      case 2 -> {
        byte[] piece =
            PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(piece, 0, bytes, where, Math.min(piece.length, bytes.length - where));
      }
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

  @Test
  void anArrayThatDoesNotFitIntoTheHeapIsRefused() throws IOException {
    Path file = directory.resolve("hole.npy");
    int[] shape = {1_000_000, 536};
    byte[] header = new NpyHeader(NpyType.FLOAT32, false, shape).bytes();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(header));
    }
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(header.length + 4L * shape[0] * shape[1]);
    }

    // The tests run with a heap of 2 GiB, of which never so much is left.
    assumeThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(1L << 31);
    assertThatExceptionOfType(NpyException.class)
        .isThrownBy(() -> NpyArray.read(file))
        .withMessageContaining("expected an array that fits into the heap, found 2144000000 bytes");
    assertThat(NpyRows.open(file).count()).isEqualTo(1_000_000);
  }
}
