package io.github.clip4j.linalg;

import java.util.Arrays;

/** The matrix of products {@code XᵀX} of centred rows, or {@code XXᵀ}, in float64. */
final class Gram {
  private static final int FUSED = FusedProducts.FUSED;
  private static final int TILE = 32;
  private static final int STRIP = 256;

  private Gram() {}

  /** {@code (X - mean)ᵀ(X - mean)}, {@code [d, d]}, full; reads the rows in blocks. */
  static double[][] ofColumns(Rows rows, double[] mean, Workers workers) {
    int d = mean.length;
    double[][] gram = new double[d][d];
    Blocks blocks = new Blocks(rows.count(), rows.dimension(), 1);
    float[] values = new float[blocks.most() * d];
    double[][] centred = new double[roundUp(blocks.most())][d];
    for (int block = 0; block < blocks.count(); block++) {
      int size = blocks.size(block);
      Blocks.read(rows, blocks.first(block), size, values);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < d; j++) {
          centred[i][j] = values[i * d + j] - mean[j];
        }
      }
      clear(centred, size);
      accumulate(centred, roundUp(size), gram, workers);
    }
    return mirrored(gram);
  }

  /** {@code XXᵀ} of centred rows {@code [n, d]}, {@code [n, n]}, full. */
  static double[][] ofRows(double[][] centred, int d, Workers workers) {
    int n = centred.length;
    double[][] gram = new double[n][n];
    double[][] columns = new double[STRIP][n];
    for (int first = 0; first < d; first += STRIP) {
      int size = Math.min(STRIP, d - first);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < size; j++) {
          columns[j][i] = centred[i][first + j];
        }
      }
      clear(columns, size);
      accumulate(columns, roundUp(size), gram, workers);
    }
    return mirrored(gram);
  }

  private static int roundUp(int rows) {
    return (rows + FUSED - 1) / FUSED * FUSED;
  }

  /** Sets to 0 what fills the last rows up to a number that is fused. */
  private static void clear(double[][] rows, int filled) {
    for (int r = filled; r < roundUp(filled); r++) {
      Arrays.fill(rows[r], 0);
    }
  }

  /** {@code gram += xᵀx}, upper triangle; every entry is summed in the order of the rows. */
  private static void accumulate(double[][] x, int rows, double[][] gram, Workers workers) {
    int width = gram.length;
    int tiles = (width + TILE - 1) / TILE;
    workers.forEach(
        tiles,
        () ->
            tile -> {
              int end = Math.min(width, (tile + 1) * TILE);
              for (int r = 0; r < rows; r += FUSED) {
                for (int a = tile * TILE; a < end; a++) {
                  FusedProducts.fuse(
                      x, r, x[r][a], x[r + 1][a], x[r + 2][a], x[r + 3][a], gram[a], a);
                }
              }
            });
  }

  private static double[][] mirrored(double[][] gram) {
    for (int a = 0; a < gram.length; a++) {
      for (int b = 0; b < a; b++) {
        gram[a][b] = gram[b][a];
      }
    }
    return gram;
  }
}
