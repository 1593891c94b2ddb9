package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * Sums of multiples of float64 rows in plain Java, four rows fused into a pass: the form that the
 * JIT compiler turns into vector instructions. That of JDK 17 does so only for loops that are short
 * and enter all their arrays at the same index, so every row is an array of its own.
 */
final class FusedProducts {
  /** The rows that are fused. */
  static final int FUSED = 4;

  private FusedProducts() {}

  /**
   * {@code out[j][i] = Σ_f vectors[j][f] · rows[f][i]} for the first f and as many i as there is
   * room for, summed in the order of f.
   */
  static void multiply(double[][] rows, int count, double[][] vectors, double[][] out) {
    for (double[] sum : out) {
      Arrays.fill(sum, 0);
    }
    int f = 0;
    for (; f + FUSED <= count; f += FUSED) {
      for (int j = 0; j < out.length; j++) {
        double[] v = vectors[j];
        fuse(rows, f, v[f], v[f + 1], v[f + 2], v[f + 3], out[j], 0);
      }
    }
    for (; f < count; f++) {
      for (int j = 0; j < out.length; j++) {
        addMultiple(rows[f], vectors[j][f], out[j]);
      }
    }
  }

  /** {@code Σ_f weights[f] · rows[f]} of as many rows as there are weights. */
  static double[] combine(double[] weights, double[][] rows) {
    double[] sum = new double[rows[0].length];
    multiply(rows, weights.length, new double[][] {weights}, new double[][] {sum});
    return sum;
  }

  /** Adds multiples of four rows, in their order, from an index on to the end of the sums. */
  static void fuse(
      double[][] rows, int first, double a, double b, double c, double e, double[] sum, int from) {
    double[] x = rows[first];
    double[] y = rows[first + 1];
    double[] z = rows[first + 2];
    double[] w = rows[first + 3];
    for (int i = from; i < sum.length; i++) {
      double s = Math.fma(a, x[i], sum[i]);
      s = Math.fma(b, y[i], s);
      s = Math.fma(c, z[i], s);
      sum[i] = Math.fma(e, w[i], s);
    }
  }

  private static void addMultiple(double[] row, double a, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = Math.fma(a, row[i], sum[i]);
    }
  }
}
