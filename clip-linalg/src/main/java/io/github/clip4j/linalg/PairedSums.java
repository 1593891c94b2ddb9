package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * Sums of rows, some hundreds at a time, in pairs of float32, which together have 48 bits, nearly
 * those of a float64 (Knuth, The Art of Computer Programming, volume 2, section 4.2.2, theorem B:
 * the rounding error of a sum is itself a float).
 *
 * <p>The JVM's compiler makes vector instructions of these loops, and none of those that turn
 * floats to doubles.
 */
final class PairedSums {
  private final float[][] high;
  private final float[][] low;
  private final boolean[] used;
  private final float[] row;

  PairedSums(int count, int dimension) {
    this.high = new float[count][dimension];
    this.low = new float[count][dimension];
    this.used = new boolean[count];
    this.row = new float[dimension];
  }

  /** Adds a row to one of the sums, with a sign of -1 or 1. */
  void add(float[] values, int start, float sign, int to) {
    System.arraycopy(values, start, row, 0, row.length);
    add(row, sign, high[to], low[to]);
    used[to] = true;
  }

  private static void add(float[] row, float sign, float[] high, float[] low) {
    for (int f = 0; f < row.length; f++) {
      float x = sign * row[f];
      float before = high[f];
      float sum = before + x;
      float of = sum - before;
      low[f] += (before - (sum - of)) + (x - of);
      high[f] = sum;
    }
  }

  /** Adds what was collected to sums {@code [count, d]} in float64, and begins anew. */
  void flush(double[] sums) {
    int d = row.length;
    for (int j = 0; j < used.length; j++) {
      if (used[j]) {
        for (int f = 0; f < d; f++) {
          sums[j * d + f] += (double) high[j][f] + low[j][f];
        }
        Arrays.fill(high[j], 0);
        Arrays.fill(low[j], 0);
        used[j] = false;
      }
    }
  }
}
