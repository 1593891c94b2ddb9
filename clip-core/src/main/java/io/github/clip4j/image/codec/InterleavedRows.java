package io.github.clip4j.image.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Rows of interleaved samples in memory. */
final class InterleavedRows implements Rows {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int width;
  private final int bands;

  /** Of {@code [height][width][bands]}, flattened. */
  InterleavedRows(byte[] bytes, int width, int bands) {
    this.bytes = bytes;
    this.width = width;
    this.bands = bands;
  }

  @Override
  public void read(int y, int from, int to, int[] out) {
    int count = to - from;
    int start = (y * width + from) * bands;
    // Four bytes are taken up at a time, those of the next pixel included.
    int fours = Math.min(count, fours(bytes.length - start, bands));
    int mask = -1 >>> (Integer.SIZE - 8 * bands);
    for (int i = 0, p = start; i < fours; i++, p += bands) {
      out[i] = (int) INT.get(bytes, p) & mask;
    }
    for (int i = fours; i < count; i++) {
      int pixel = 0;
      for (int band = bands - 1; band >= 0; band--) {
        pixel = pixel << 8 | (bytes[start + i * bands + band] & 255);
      }
      out[i] = pixel;
    }
  }

  /** All rows of another source in memory, {@code [height][width][bands]}, flattened. */
  static byte[] of(Rows rows, int width, int height, int bands) {
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      rows.read(y, 0, width, row);
      write(row, bands, bytes, y * width * bands);
    }
    return bytes;
  }

  private static void write(int[] row, int bands, byte[] bytes, int start) {
    int end = start + row.length * bands;
    // Four bytes are put down at a time; what is too many is overwritten by the next pixel.
    int fours = fours(end - start, bands);
    for (int i = 0, p = start; i < fours; i++, p += bands) {
      INT.set(bytes, p, row[i]);
    }
    for (int i = fours, p = start + fours * bands; p < end; i++) {
      for (int band = 0; band < bands; band++) {
        bytes[p++] = (byte) (row[i] >> (8 * band));
      }
    }
  }

  /** At how many pixels in so many bytes four bytes are there. */
  private static int fours(int length, int bands) {
    return length < Integer.BYTES ? 0 : (length - Integer.BYTES) / bands + 1;
  }
}
