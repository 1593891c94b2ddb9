package io.github.clip4j.linalg;

/** Dot products of rows as they lie, row-major, with one vector. */
final class RowProducts {
  private RowProducts() {}

  /**
   * {@code out[r] = Σ_i x[x0 + r·d + i] · v[v0 + i]}, in float32 and in an order of its own.
   *
   * <p>C2 does not vectorise a float sum, whose order is prescribed. Four rows at a time, with four
   * sums each, have sixteen independent chains of multiply-adds and load the vector once, which
   * keeps up with a core's share of the memory.
   */
  static void multiply(float[] x, int x0, int rows, int d, float[] v, int v0, float[] out) {
    int r = 0;
    for (; r + 4 <= rows; r += 4) {
      four(x, x0 + r * d, d, v, v0, out, r);
    }
    for (; r < rows; r++) {
      out[r] = one(x, x0 + r * d, d, v, v0);
    }
  }

  private static void four(float[] x, int xa, int d, float[] v, int v0, float[] out, int o) {
    int xb = xa + d;
    int xc = xb + d;
    int xd = xc + d;
    float a0 = 0;
    float a1 = 0;
    float a2 = 0;
    float a3 = 0;
    float b0 = 0;
    float b1 = 0;
    float b2 = 0;
    float b3 = 0;
    float c0 = 0;
    float c1 = 0;
    float c2 = 0;
    float c3 = 0;
    float d0 = 0;
    float d1 = 0;
    float d2 = 0;
    float d3 = 0;
    int i = 0;
    for (; i + 4 <= d; i += 4) {
      float v1 = v[v0 + i];
      float v2 = v[v0 + i + 1];
      float v3 = v[v0 + i + 2];
      float v4 = v[v0 + i + 3];
      a0 = Math.fma(x[xa + i], v1, a0);
      b0 = Math.fma(x[xb + i], v1, b0);
      c0 = Math.fma(x[xc + i], v1, c0);
      d0 = Math.fma(x[xd + i], v1, d0);
      a1 = Math.fma(x[xa + i + 1], v2, a1);
      b1 = Math.fma(x[xb + i + 1], v2, b1);
      c1 = Math.fma(x[xc + i + 1], v2, c1);
      d1 = Math.fma(x[xd + i + 1], v2, d1);
      a2 = Math.fma(x[xa + i + 2], v3, a2);
      b2 = Math.fma(x[xb + i + 2], v3, b2);
      c2 = Math.fma(x[xc + i + 2], v3, c2);
      d2 = Math.fma(x[xd + i + 2], v3, d2);
      a3 = Math.fma(x[xa + i + 3], v4, a3);
      b3 = Math.fma(x[xb + i + 3], v4, b3);
      c3 = Math.fma(x[xc + i + 3], v4, c3);
      d3 = Math.fma(x[xd + i + 3], v4, d3);
    }
    for (; i < d; i++) {
      float v1 = v[v0 + i];
      a0 = Math.fma(x[xa + i], v1, a0);
      b0 = Math.fma(x[xb + i], v1, b0);
      c0 = Math.fma(x[xc + i], v1, c0);
      d0 = Math.fma(x[xd + i], v1, d0);
    }
    out[o] = (a0 + a1) + (a2 + a3);
    out[o + 1] = (b0 + b1) + (b2 + b3);
    out[o + 2] = (c0 + c1) + (c2 + c3);
    out[o + 3] = (d0 + d1) + (d2 + d3);
  }

  private static float one(float[] x, int x0, int d, float[] v, int v0) {
    float sum = 0;
    for (int i = 0; i < d; i++) {
      sum = Math.fma(x[x0 + i], v[v0 + i], sum);
    }
    return sum;
  }

  /** The dot product, summed in float64, as float32; never a negative zero. */
  static float exact(float[] x, int x0, float[] y, int y0, int d) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += (double) x[x0 + i] * y[y0 + i];
    }
    return (float) sum + 0f;
  }
}
