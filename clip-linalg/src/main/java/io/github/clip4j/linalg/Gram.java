package io.github.clip4j.linalg;

import java.util.Arrays;

/** The matrix of products {@code XᵀX} of centred rows, or {@code XXᵀ}, in float64. */
final class Gram {
  private static final int FUSED = 8;
  private static final int TILE = 32;
  private static final int STRIP = 256;

  private Gram() {}

  /** {@code (X - mean)ᵀ(X - mean)}, {@code [d, d]}, full; reads the rows in blocks. */
  static double[] ofColumns(Rows rows, double[] mean, Workers workers) {
    int d = mean.length;
    double[] gram = new double[Math.multiplyExact(d, d)];
    Blocks blocks = new Blocks(rows.count(), rows.dimension(), 1);
    float[] values = new float[blocks.most() * d];
    double[] centred = new double[roundUp(blocks.most()) * d];
    for (int block = 0; block < blocks.count(); block++) {
      int size = blocks.size(block);
      Blocks.read(rows, blocks.first(block), size, values);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < d; j++) {
          centred[i * d + j] = values[i * d + j] - mean[j];
        }
      }
      Arrays.fill(centred, size * d, roundUp(size) * d, 0);
      accumulate(centred, roundUp(size), d, gram, workers);
    }
    return mirrored(gram, d);
  }

  /** {@code XXᵀ} of centred rows {@code [n, d]}, {@code [n, n]}, full. */
  static double[] ofRows(double[] centred, int n, int d, Workers workers) {
    double[] gram = new double[Math.multiplyExact(n, n)];
    double[] columns = new double[STRIP * n];
    for (int first = 0; first < d; first += STRIP) {
      int size = Math.min(STRIP, d - first);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < size; j++) {
          columns[j * n + i] = centred[i * d + first + j];
        }
      }
      Arrays.fill(columns, size * n, roundUp(size) * n, 0);
      accumulate(columns, roundUp(size), n, gram, workers);
    }
    return mirrored(gram, n);
  }

  private static int roundUp(int rows) {
    return (rows + FUSED - 1) / FUSED * FUSED;
  }

  /** {@code gram += xᵀx}, upper triangle; every entry is summed in the order of the rows. */
  private static void accumulate(double[] x, int rows, int width, double[] gram, Workers workers) {
    int tiles = (width + TILE - 1) / TILE;
    workers.forEach(
        tiles,
        () ->
            tile -> {
              int end = Math.min(width, (tile + 1) * TILE);
              for (int r = 0; r < rows; r += FUSED) {
                for (int a = tile * TILE; a < end; a++) {
                  int x0 = r * width + a;
                  FusedProducts.fuse(x, x0, width, width - a, x, x0, width, gram, a * width + a);
                }
              }
            });
  }

  private static double[] mirrored(double[] gram, int width) {
    for (int a = 0; a < width; a++) {
      for (int b = 0; b < a; b++) {
        gram[a * width + b] = gram[b * width + a];
      }
    }
    return gram;
  }
}
