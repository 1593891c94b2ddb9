package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * Products of a block of samples with vectors in plain Java, eight columns fused into a pass over
 * contiguous samples: the form that the JIT compiler turns into vector instructions.
 *
 * <p>Samples lie transposed, {@code [d, rows]}, vectors row-major, {@code [count, d]}, products by
 * vector, {@code [count, rows]}: {@code out[j][i] = Σ_f vectors[j][f] · samples[f][i]}, summed in
 * the order of f.
 */
final class FusedProducts {
  private static final int FUSED = 8;

  private FusedProducts() {}

  static void multiply(
      double[] samples, int rows, int dimension, double[] vectors, int count, double[] out) {
    Arrays.fill(out, 0, count * rows, 0);
    int f = 0;
    for (; f + FUSED <= dimension; f += FUSED) {
      for (int j = 0; j < count; j++) {
        fuse(samples, f * rows, rows, rows, vectors, j * dimension + f, 1, out, j * rows);
      }
    }
    for (; f < dimension; f++) {
      for (int j = 0; j < count; j++) {
        double a = vectors[j * dimension + f];
        for (int i = 0; i < rows; i++) {
          out[j * rows + i] = Math.fma(a, samples[f * rows + i], out[j * rows + i]);
        }
      }
    }
  }

  /**
   * {@code out[o + i] += Σ_r v[a + r·step] · x[x0 + r·stride + i]} for i below the length and eight
   * r, in their order.
   */
  static void fuse(
      double[] x,
      int x0,
      int stride,
      int length,
      double[] v,
      int a,
      int step,
      double[] out,
      int o) {
    double a0 = v[a];
    double a1 = v[a + step];
    double a2 = v[a + 2 * step];
    double a3 = v[a + 3 * step];
    double a4 = v[a + 4 * step];
    double a5 = v[a + 5 * step];
    double a6 = v[a + 6 * step];
    double a7 = v[a + 7 * step];
    int x1 = x0 + stride;
    int x2 = x1 + stride;
    int x3 = x2 + stride;
    int x4 = x3 + stride;
    int x5 = x4 + stride;
    int x6 = x5 + stride;
    int x7 = x6 + stride;
    for (int i = 0; i < length; i++) {
      double s = Math.fma(a0, x[x0 + i], out[o + i]);
      s = Math.fma(a1, x[x1 + i], s);
      s = Math.fma(a2, x[x2 + i], s);
      s = Math.fma(a3, x[x3 + i], s);
      s = Math.fma(a4, x[x4 + i], s);
      s = Math.fma(a5, x[x5 + i], s);
      s = Math.fma(a6, x[x6 + i], s);
      out[o + i] = Math.fma(a7, x[x7 + i], s);
    }
  }
}
