package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * The squared distances of rows to their centres, added up: differences and squares in float32, to
 * centres in pairs of float32, which have 48 bits together, and their sums, after a few rows each,
 * in float64.
 *
 * <p>The JVM's compiler makes vector instructions of these loops, and none of those that turn
 * floats to doubles.
 */
final class Inertia {
  /** So many squares are added in float32 before they go to float64. */
  private static final int ROWS = 16;

  private final float[][] high;
  private final float[][] low;
  private final float[] row;
  private final float[] sums;
  private double total;
  private int rows;

  /** To centres {@code [clusters, d]}. */
  Inertia(double[] centres, int clusters) {
    int d = centres.length / clusters;
    this.high = new float[clusters][d];
    this.low = new float[clusters][d];
    for (int j = 0; j < clusters; j++) {
      for (int f = 0; f < d; f++) {
        double centre = centres[j * d + f];
        high[j][f] = (float) centre;
        low[j][f] = (float) (centre - high[j][f]);
      }
    }
    this.row = new float[d];
    this.sums = new float[d];
  }

  /** Adds the distance of a row to its centre. */
  void add(float[] values, int start, int cluster) {
    System.arraycopy(values, start, row, 0, row.length);
    add(row, high[cluster], low[cluster], sums);
    if (++rows == ROWS) {
      flush();
    }
  }

  private static void add(float[] row, float[] high, float[] low, float[] sums) {
    for (int f = 0; f < row.length; f++) {
      float difference = (row[f] - high[f]) - low[f];
      sums[f] += difference * difference;
    }
  }

  /** What was added since the last call. */
  double take() {
    flush();
    double taken = total;
    total = 0;
    return taken;
  }

  private void flush() {
    double even = 0;
    double odd = 0;
    int f = 0;
    for (; f + 2 <= sums.length; f += 2) {
      even += sums[f];
      odd += sums[f + 1];
    }
    total += f < sums.length ? even + odd + sums[f] : even + odd;
    Arrays.fill(sums, 0);
    rows = 0;
  }
}
