package io.github.clip4j.image.codec.jpeg;

/**
 * The inverse discrete cosine transform of libjpeg's jidctint.c, to the last bit: Loeffler,
 * Ligtenberg and Moschytz' algorithm in fixed point, first the columns, then the rows.
 *
 * <p>It is done for many blocks at a time. Each step is a loop over the blocks, in arrays of their
 * own with one index for all, and short enough for the JVM's compiler to make vector instructions
 * of; a whole column in one loop is too long for that, and three times as slow.
 */
final class InverseDct {
  private static final int CONST_BITS = 13;
  private static final int PASS1_BITS = 2;
  private static final int SHIFT1 = CONST_BITS - PASS1_BITS;
  private static final int SHIFT2 = CONST_BITS + PASS1_BITS + 3;
  private static final int ROUND1 = 1 << (SHIFT1 - 1);

  /** The rounding of the second pass, and the 128 that samples are shifted by. */
  private static final int ROUND2 = (1 << (SHIFT2 - 1)) + (128 << SHIFT2);

  // jidctint.c's constants times 2^13.
  private static final int C0_298631336 = 2446;
  private static final int C0_390180644 = 3196;
  private static final int C0_541196100 = 4433;
  private static final int C0_765366865 = 6270;
  private static final int C0_899976223 = 7373;
  private static final int C1_175875602 = 9633;
  private static final int C1_501321110 = 12299;
  private static final int C1_847759065 = 15137;
  private static final int C1_961570560 = 16069;
  private static final int C2_053119869 = 16819;
  private static final int C2_562915447 = 20995;
  private static final int C3_072711026 = 25172;

  private final int blocks;
  private final int[] z3;
  private final int[] z4;

  /** For this many blocks at a time. */
  InverseDct(int blocks) {
    this.blocks = blocks;
    z3 = new int[blocks];
    z4 = new int[blocks];
  }

  /**
   * Transforms blocks in place.
   *
   * @param values {@code [64][blocks]}: coefficients multiplied by their quantization in, samples
   *     of 0 to 255 out; the rows change their places
   */
  void transform(int[][] values) {
    for (int column = 0; column < 8; column++) {
      transform(values, column, 8, ROUND1, SHIFT1);
    }
    for (int row = 0; row < 64; row += 8) {
      transform(values, row, 1, ROUND2, SHIFT2);
    }
    for (int[] samples : values) {
      clip(samples);
    }
  }

  /** One column or row, with jidctint.c's names of what is between. */
  private void transform(int[][] values, int at, int step, int round, int shift) {
    int[] v0 = values[at];
    int[] v1 = values[at + step];
    int[] v2 = values[at + 2 * step];
    int[] v3 = values[at + 3 * step];
    int[] v4 = values[at + 4 * step];
    int[] v5 = values[at + 5 * step];
    int[] v6 = values[at + 6 * step];
    int[] v7 = values[at + 7 * step];
    // The even part: tmp3 and tmp2, tmp0 and tmp1, tmp10 and tmp13, tmp11 and tmp12.
    rotate(v2, v6);
    scale(v0, v4, round);
    butterfly(v0, v2, 0);
    butterfly(v4, v6, 0);
    // The odd part: tmp0 and tmp3, tmp1 and tmp2.
    sum(v7, v3, v5, v1);
    odd(v7, v1, C0_298631336 - C0_899976223, C0_899976223, C1_501321110 - C0_899976223, z3, z4);
    odd(v5, v3, C2_053119869 - C2_562915447, C2_562915447, C3_072711026 - C2_562915447, z4, z3);
    butterfly(v0, v1, shift);
    butterfly(v4, v3, shift);
    butterfly(v6, v5, shift);
    butterfly(v2, v7, shift);
    values[at + step] = v4;
    values[at + 2 * step] = v6;
    values[at + 3 * step] = v2;
    values[at + 4 * step] = v7;
    values[at + 6 * step] = v3;
    values[at + 7 * step] = v1;
  }

  private void rotate(int[] a, int[] b) {
    for (int i = 0; i < blocks; i++) {
      int x = a[i];
      int y = b[i];
      a[i] = x * (C0_541196100 + C0_765366865) + y * C0_541196100;
      b[i] = x * C0_541196100 + y * (C0_541196100 - C1_847759065);
    }
  }

  private void scale(int[] a, int[] b, int round) {
    for (int i = 0; i < blocks; i++) {
      int x = (a[i] << CONST_BITS) + round;
      int y = b[i] << CONST_BITS;
      a[i] = x + y;
      b[i] = x - y;
    }
  }

  private void butterfly(int[] a, int[] b, int shift) {
    for (int i = 0; i < blocks; i++) {
      int x = a[i];
      int y = b[i];
      a[i] = (x + y) >> shift;
      b[i] = (x - y) >> shift;
    }
  }

  private void sum(int[] v7, int[] v3, int[] v5, int[] v1) {
    for (int i = 0; i < blocks; i++) {
      int x = v7[i] + v3[i];
      int y = v5[i] + v1[i];
      z3[i] = x * (C1_175875602 - C1_961570560) + y * C1_175875602;
      z4[i] = x * C1_175875602 + y * (C1_175875602 - C0_390180644);
    }
  }

  private void odd(int[] a, int[] b, int ofA, int ofBoth, int ofB, int[] toA, int[] toB) {
    for (int i = 0; i < blocks; i++) {
      int x = a[i];
      int y = b[i];
      a[i] = x * ofA - y * ofBoth + toA[i];
      b[i] = y * ofB - x * ofBoth + toB[i];
    }
  }

  /** To 0 … 255, without the comparisons that some compilers make no vectors of. */
  private void clip(int[] a) {
    for (int i = 0; i < blocks; i++) {
      int positive = a[i] & ~(a[i] >> 31);
      a[i] = (positive | (255 - positive) >> 31) & 255;
    }
  }
}
