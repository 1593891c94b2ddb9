package io.github.clip4j.linalg.products;

/**
 * Of many rows with several others, sums in vectors by {@link FusedRows}; of few, eight sums at a
 * time, of two rows with four: each value that is loaded enters two or four fused multiplications,
 * and the sums stay in registers.
 */
final class LoopKernel implements Kernel {
  private static final int LEAST_FUSED_ROWS = 32;
  private static final int LEAST_FUSED_OTHERS = 4;

  private final FusedRows fused = new FusedRows();

  @Override
  public void multiply(
      float[] a, int aStart, int m, float[] b, int bStart, int k, int d, float[] out) {
    if (m == 1) {
      multiplyOne(a, aStart, b, bStart, k, d, out);
      return;
    }
    if (m >= LEAST_FUSED_ROWS && k >= LEAST_FUSED_OTHERS) {
      fused.multiply(a, aStart, m, b, bStart, k, d, out);
      return;
    }
    int pairs = m / 2 * 2;
    int fours = k / 4 * 4;
    for (int j = 0; j < fours; j += 4) {
      for (int i = 0; i < pairs; i += 2) {
        dots(a, aStart + i * d, b, bStart + j * d, d, out, i * k + j, k, 1);
      }
    }
    int j = fours;
    // Two columns that are left take the part of the pair, and rows that of the four.
    if (k - j >= 2) {
      int end = m / 4 * 4;
      for (int i = 0; i < end; i += 4) {
        dots(b, bStart + j * d, a, aStart + i * d, d, out, i * k + j, 1, k);
      }
      single(a, aStart, end, m, b, bStart, j, j + 2, k, d, out);
      j += 2;
    }
    single(a, aStart, 0, m, b, bStart, j, k, k, d, out);
    single(a, aStart, pairs, m, b, bStart, 0, fours, k, d, out);
  }

  /** One row with all of the others: four of those with four sums each keep up with the memory. */
  private static void multiplyOne(
      float[] a, int aStart, float[] b, int bStart, int k, int d, float[] out) {
    int fours = k / 4 * 4;
    for (int j = 0; j < fours; j += 4) {
      four(b, bStart + j * d, a, aStart, d, out, j);
    }
    for (int j = fours; j < k; j++) {
      out[j] = dot(a, aStart, b, bStart + j * d, d);
    }
  }

  private static void four(float[] x, int xa, float[] v, int v0, int d, float[] out, int o) {
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

  /** {@code out[o + p·pairStep + q·fourStep] = x[p] · y[q]} for two rows x and four rows y. */
  private static void dots(
      float[] x, int x0, float[] y, int y0, int d, float[] out, int o, int pairStep, int fourStep) {
    float s00 = 0;
    float s01 = 0;
    float s02 = 0;
    float s03 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    int x1 = x0 + d;
    int y1 = y0 + d;
    int y2 = y1 + d;
    int y3 = y2 + d;
    for (int f = 0; f < d; f++) {
      float p = x[x0 + f];
      float q = x[x1 + f];
      float a = y[y0 + f];
      float b = y[y1 + f];
      float c = y[y2 + f];
      float e = y[y3 + f];
      s00 = Math.fma(p, a, s00);
      s01 = Math.fma(p, b, s01);
      s02 = Math.fma(p, c, s02);
      s03 = Math.fma(p, e, s03);
      s10 = Math.fma(q, a, s10);
      s11 = Math.fma(q, b, s11);
      s12 = Math.fma(q, c, s12);
      s13 = Math.fma(q, e, s13);
    }
    out[o] = s00;
    out[o + fourStep] = s01;
    out[o + 2 * fourStep] = s02;
    out[o + 3 * fourStep] = s03;
    out[o + pairStep] = s10;
    out[o + pairStep + fourStep] = s11;
    out[o + pairStep + 2 * fourStep] = s12;
    out[o + pairStep + 3 * fourStep] = s13;
  }

  /** The rows and columns that are left, one by one. */
  private static void single(
      float[] a,
      int aStart,
      int firstRow,
      int endRow,
      float[] b,
      int bStart,
      int firstColumn,
      int endColumn,
      int k,
      int d,
      float[] out) {
    for (int i = firstRow; i < endRow; i++) {
      for (int j = firstColumn; j < endColumn; j++) {
        out[i * k + j] = dot(a, aStart + i * d, b, bStart + j * d, d);
      }
    }
  }

  private static float dot(float[] x, int x0, float[] y, int y0, int d) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int f = 0;
    for (; f + 4 <= d; f += 4) {
      s0 = Math.fma(x[x0 + f], y[y0 + f], s0);
      s1 = Math.fma(x[x0 + f + 1], y[y0 + f + 1], s1);
      s2 = Math.fma(x[x0 + f + 2], y[y0 + f + 2], s2);
      s3 = Math.fma(x[x0 + f + 3], y[y0 + f + 3], s3);
    }
    for (; f < d; f++) {
      s0 = Math.fma(x[x0 + f], y[y0 + f], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void combine(float[] w, int k, float[] a, int aStart, int m, int d, float[] out) {
    fused.combine(w, k, a, aStart, m, d, out);
  }
}
