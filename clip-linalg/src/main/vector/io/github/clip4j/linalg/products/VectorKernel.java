package io.github.clip4j.linalg.products;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sixteen sums of four rows with four at a time, along the rows and in the machine's widest
 * vectors, so that each vector that is loaded enters four fused multiplications.
 */
final class VectorKernel implements Kernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Four vectors whose lanes are summed. */
  private final float[] lanes = new float[4 * LANES];

  @Override
  public void multiply(
      float[] a, int aStart, int m, float[] b, int bStart, int k, int d, float[] out) {
    int rows = m / 4 * 4;
    int columns = k / 4 * 4;
    for (int j = 0; j < columns; j += 4) {
      for (int i = 0; i < rows; i += 4) {
        fourByFour(a, aStart + i * d, b, bStart + j * d, d, out, i * k + j, k);
      }
    }
    for (int j = columns; j < k; j++) {
      for (int i = 0; i < rows; i += 4) {
        fourByOne(a, aStart + i * d, b, bStart + j * d, d, out, i * k + j, k);
      }
    }
    for (int i = rows; i < m; i++) {
      for (int j = 0; j < k; j++) {
        out[i * k + j] = dot(a, aStart + i * d, b, bStart + j * d, d);
      }
    }
  }

  private void fourByFour(float[] x, int x0, float[] y, int y0, int d, float[] out, int o, int k) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s02 = s00;
    FloatVector s03 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s12 = s00;
    FloatVector s13 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s22 = s00;
    FloatVector s23 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    FloatVector s32 = s00;
    FloatVector s33 = s00;
    int end = SPECIES.loopBound(d);
    for (int f = 0; f < end; f += SPECIES.length()) {
      FloatVector p = FloatVector.fromArray(SPECIES, y, y0 + f);
      FloatVector q = FloatVector.fromArray(SPECIES, y, y0 + d + f);
      FloatVector r = FloatVector.fromArray(SPECIES, y, y0 + 2 * d + f);
      FloatVector t = FloatVector.fromArray(SPECIES, y, y0 + 3 * d + f);
      FloatVector v = FloatVector.fromArray(SPECIES, x, x0 + f);
      s00 = v.fma(p, s00);
      s01 = v.fma(q, s01);
      s02 = v.fma(r, s02);
      s03 = v.fma(t, s03);
      v = FloatVector.fromArray(SPECIES, x, x0 + d + f);
      s10 = v.fma(p, s10);
      s11 = v.fma(q, s11);
      s12 = v.fma(r, s12);
      s13 = v.fma(t, s13);
      v = FloatVector.fromArray(SPECIES, x, x0 + 2 * d + f);
      s20 = v.fma(p, s20);
      s21 = v.fma(q, s21);
      s22 = v.fma(r, s22);
      s23 = v.fma(t, s23);
      v = FloatVector.fromArray(SPECIES, x, x0 + 3 * d + f);
      s30 = v.fma(p, s30);
      s31 = v.fma(q, s31);
      s32 = v.fma(r, s32);
      s33 = v.fma(t, s33);
    }
    store(s00, s01, s02, s03, out, o, 1);
    store(s10, s11, s12, s13, out, o + k, 1);
    store(s20, s21, s22, s23, out, o + 2 * k, 1);
    store(s30, s31, s32, s33, out, o + 3 * k, 1);
    if (end < d) {
      for (int i = 0; i < 4; i++) {
        for (int j = 0; j < 4; j++) {
          out[o + i * k + j] = rest(out[o + i * k + j], x, x0 + i * d, y, y0 + j * d, end, d);
        }
      }
    }
  }

  /**
   * Sets four sums of lanes, in the order of the lanes: {@code reduceLanes} has an order of its own
   * where it is compiled, and another where it is not yet.
   */
  private void store(
      FloatVector a, FloatVector b, FloatVector c, FloatVector e, float[] out, int o, int step) {
    a.intoArray(lanes, 0);
    b.intoArray(lanes, LANES);
    c.intoArray(lanes, 2 * LANES);
    e.intoArray(lanes, 3 * LANES);
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int i = 0; i < LANES; i++) {
      s0 += lanes[i];
      s1 += lanes[LANES + i];
      s2 += lanes[2 * LANES + i];
      s3 += lanes[3 * LANES + i];
    }
    out[o] = s0;
    out[o + step] = s1;
    out[o + 2 * step] = s2;
    out[o + 3 * step] = s3;
  }

  private void fourByOne(float[] x, int x0, float[] y, int y0, int d, float[] out, int o, int k) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int end = SPECIES.loopBound(d);
    for (int f = 0; f < end; f += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, y0 + f);
      s0 = FloatVector.fromArray(SPECIES, x, x0 + f).fma(v, s0);
      s1 = FloatVector.fromArray(SPECIES, x, x0 + d + f).fma(v, s1);
      s2 = FloatVector.fromArray(SPECIES, x, x0 + 2 * d + f).fma(v, s2);
      s3 = FloatVector.fromArray(SPECIES, x, x0 + 3 * d + f).fma(v, s3);
    }
    store(s0, s1, s2, s3, out, o, k);
    for (int i = 0; i < 4; i++) {
      out[o + i * k] = rest(out[o + i * k], x, x0 + i * d, y, y0, end, d);
    }
  }

  private float dot(float[] x, int x0, float[] y, int y0, int d) {
    FloatVector s = FloatVector.zero(SPECIES);
    int end = SPECIES.loopBound(d);
    for (int f = 0; f < end; f += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, y, y0 + f);
      s = FloatVector.fromArray(SPECIES, x, x0 + f).fma(v, s);
    }
    s.intoArray(lanes, 0);
    float sum = 0;
    for (int i = 0; i < LANES; i++) {
      sum += lanes[i];
    }
    return rest(sum, x, x0, y, y0, end, d);
  }

  /** Adds the products of the entries that do not fill a vector. */
  private static float rest(float sum, float[] x, int x0, float[] y, int y0, int from, int d) {
    float total = sum;
    for (int f = from; f < d; f++) {
      total = Math.fma(x[x0 + f], y[y0 + f], total);
    }
    return total;
  }

  @Override
  public void combine(float[] w, int k, float[] a, int aStart, int m, int d, float[] out) {
    int columns = k / 4 * 4;
    int end = SPECIES.loopBound(d);
    for (int f = 0; f < end; f += SPECIES.length()) {
      for (int c = 0; c < columns; c += 4) {
        fourSums(w, c, k, a, aStart + f, m, d, out, c * d + f);
      }
      for (int c = columns; c < k; c++) {
        FloatVector s = FloatVector.zero(SPECIES);
        for (int i = 0; i < m; i++) {
          FloatVector v = FloatVector.fromArray(SPECIES, a, aStart + i * d + f);
          s = v.fma(FloatVector.broadcast(SPECIES, w[i * k + c]), s);
        }
        s.intoArray(out, c * d + f);
      }
    }
    for (int c = 0; c < k; c++) {
      for (int f = end; f < d; f++) {
        float sum = 0;
        for (int i = 0; i < m; i++) {
          sum = Math.fma(w[i * k + c], a[aStart + i * d + f], sum);
        }
        out[c * d + f] = sum;
      }
    }
  }

  /** Four rows by a vector of columns of {@code WᵀA}. */
  private static void fourSums(
      float[] w, int c, int k, float[] a, int start, int m, int d, float[] out, int o) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = 0; i < m; i++) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, start + i * d);
      int at = i * k + c;
      s0 = v.fma(FloatVector.broadcast(SPECIES, w[at]), s0);
      s1 = v.fma(FloatVector.broadcast(SPECIES, w[at + 1]), s1);
      s2 = v.fma(FloatVector.broadcast(SPECIES, w[at + 2]), s2);
      s3 = v.fma(FloatVector.broadcast(SPECIES, w[at + 3]), s3);
    }
    s0.intoArray(out, o);
    s1.intoArray(out, o + d);
    s2.intoArray(out, o + 2 * d);
    s3.intoArray(out, o + 3 * d);
  }
}
