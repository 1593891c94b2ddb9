package io.github.clip4j.linalg.products;

/** The loops of a product on arrays, for matrices that start at offsets, row-major. */
interface Kernel {

  /** {@code out[i][j] = a[i] · b[j]} for {@code [m, d]} and {@code [k, d]}, {@code [m, k]}. */
  void multiply(float[] a, int aStart, int m, float[] b, int bStart, int k, int d, float[] out);

  /** {@code out[c][f] = Σ_i weights[i][c] · a[i][f]}, {@code [k, d]}. */
  void combine(float[] weights, int k, float[] a, int aStart, int m, int d, float[] out);
}
