package io.github.clip4j.image.codec;

/** Rows of interleaved samples in memory. */
final class InterleavedRows implements Rows {
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
  public void read(int y, int from, int to, int[][] out) {
    for (int band = 0; band < bands; band++) {
      int[] row = out[band];
      int p = (y * width + from) * bands + band;
      for (int i = 0; i < to - from; i++, p += bands) {
        row[i] = bytes[p] & 255;
      }
    }
  }

  /** All rows of another source in memory, {@code [height][width][bands]}, flattened. */
  static byte[] of(Rows rows, int width, int height, int bands) {
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), bands)];
    int[][] row = new int[bands][width];
    for (int y = 0; y < height; y++) {
      rows.read(y, 0, width, row);
      for (int band = 0; band < bands; band++) {
        int[] samples = row[band];
        for (int x = 0, p = y * width * bands + band; x < width; x++, p += bands) {
          bytes[p] = (byte) samples[x];
        }
      }
    }
    return bytes;
  }
}
