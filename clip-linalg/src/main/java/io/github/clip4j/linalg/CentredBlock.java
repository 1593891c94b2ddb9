package io.github.clip4j.linalg;

/** Lays a block of rows out by columns, centred, as products with vectors want it. */
final class CentredBlock {
  private static final int TILE = 8;

  private CentredBlock() {}

  /** {@code to[f][i] = rows[i][f] - shift[f]}. */
  static void transpose(float[] rows, int count, double[] shift, double[][] to) {
    int d = shift.length;
    for (int first = 0; first < count; first += TILE) {
      int end = Math.min(count, first + TILE);
      for (int f = 0; f < d; f++) {
        double[] column = to[f];
        for (int i = first; i < end; i++) {
          column[i] = rows[i * d + f] - shift[f];
        }
      }
    }
  }
}
