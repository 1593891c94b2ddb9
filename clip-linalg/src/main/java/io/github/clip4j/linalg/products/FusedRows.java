package io.github.clip4j.linalg.products;

import java.util.Arrays;

/**
 * Products as sums of multiples of whole rows, four rows fused into a pass, which the JIT compiler
 * turns into vector instructions. That of JDK 17 does so only where the arrays of a loop are all
 * entered at the same index, so what is multiplied is copied into arrays of their own, a tile at a
 * time; for a handful of vectors the copy costs a third of what it saves. Of one thread.
 */
final class FusedRows {
  private static final int FUSED = 4;

  /** The rows of a tile, which stays in the second-level cache beside its sums in the first. */
  private static final int TILE = 256;

  private static final int GROUP = 16;

  private float[][] columns = {};
  private float[][] tileSums = {};
  private float[][] rows = {};
  private float[][] sums = {};

  /** As {@link Kernel#multiply}. */
  void multiply(float[] a, int aStart, int m, float[] b, int bStart, int k, int d, float[] out) {
    if (columns.length != d) {
      columns = new float[d][TILE];
      tileSums = new float[GROUP][TILE];
    }
    for (int i = 0; i < m; i += TILE) {
      int size = Math.min(TILE, m - i);
      transpose(a, aStart + i * d, size, d);
      for (int j = 0; j < k; j += GROUP) {
        int end = Math.min(k, j + GROUP);
        multiplyTile(b, bStart, j, end, size);
        for (int c = j; c < end; c++) {
          float[] sum = tileSums[c - j];
          for (int r = 0; r < size; r++) {
            out[(i + r) * k + c] = sum[r];
          }
        }
      }
    }
  }

  private void transpose(float[] a, int start, int size, int d) {
    int r = 0;
    for (; r + 8 <= size; r += 8) {
      int at = start + r * d;
      for (int f = 0; f < d; f++) {
        float[] column = columns[f];
        column[r] = a[at + f];
        column[r + 1] = a[at + d + f];
        column[r + 2] = a[at + 2 * d + f];
        column[r + 3] = a[at + 3 * d + f];
        column[r + 4] = a[at + 4 * d + f];
        column[r + 5] = a[at + 5 * d + f];
        column[r + 6] = a[at + 6 * d + f];
        column[r + 7] = a[at + 7 * d + f];
      }
    }
    for (; r < size; r++) {
      for (int f = 0; f < d; f++) {
        columns[f][r] = a[start + r * d + f];
      }
    }
  }

  private void multiplyTile(float[] b, int bStart, int first, int end, int size) {
    int d = columns.length;
    for (int j = first; j < end; j++) {
      Arrays.fill(tileSums[j - first], 0, size, 0);
    }
    int f = 0;
    for (; f + FUSED <= d; f += FUSED) {
      for (int j = first; j < end; j++) {
        int at = bStart + j * d + f;
        fuse(columns, f, b[at], b[at + 1], b[at + 2], b[at + 3], tileSums[j - first], size);
      }
    }
    for (; f < d; f++) {
      for (int j = first; j < end; j++) {
        addMultiple(columns[f], b[bStart + j * d + f], tileSums[j - first], size);
      }
    }
  }

  /** As {@link Kernel#combine}. */
  void combine(float[] weights, int k, float[] a, int aStart, int m, int d, float[] out) {
    if (sums.length != k || sums[0].length != d) {
      rows = new float[FUSED][d];
      sums = new float[k][d];
    }
    for (float[] sum : sums) {
      Arrays.fill(sum, 0);
    }
    for (int i = 0; i < m; i += FUSED) {
      int filled = Math.min(FUSED, m - i);
      for (int r = 0; r < filled; r++) {
        System.arraycopy(a, aStart + (i + r) * d, rows[r], 0, d);
      }
      for (int c = 0; c < k; c++) {
        int at = i * k + c;
        if (filled == FUSED) {
          float w = weights[at];
          float x = weights[at + k];
          float y = weights[at + 2 * k];
          fuse(rows, 0, w, x, y, weights[at + 3 * k], sums[c], d);
        } else {
          for (int r = 0; r < filled; r++) {
            addMultiple(rows[r], weights[at + r * k], sums[c], d);
          }
        }
      }
    }
    for (int c = 0; c < k; c++) {
      System.arraycopy(sums[c], 0, out, c * d, d);
    }
  }

  private static void fuse(
      float[][] rows, int first, float a, float b, float c, float e, float[] sum, int length) {
    float[] x = rows[first];
    float[] y = rows[first + 1];
    float[] z = rows[first + 2];
    float[] w = rows[first + 3];
    for (int i = 0; i < length; i++) {
      float s = Math.fma(a, x[i], sum[i]);
      s = Math.fma(b, y[i], s);
      s = Math.fma(c, z[i], s);
      sum[i] = Math.fma(e, w[i], s);
    }
  }

  private static void addMultiple(float[] row, float a, float[] sum, int length) {
    for (int i = 0; i < length; i++) {
      sum[i] = Math.fma(a, row[i], sum[i]);
    }
  }
}
