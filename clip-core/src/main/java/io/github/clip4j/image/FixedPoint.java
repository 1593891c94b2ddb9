package io.github.clip4j.image;

import java.util.Arrays;

/**
 * Weighted sums of samples in fixed point, as in Pillow's Resample.c. The loops are short, over
 * arrays with one index for all: so the JVM's compiler makes vector instructions of them.
 */
final class FixedPoint {
  private static final int HALF = 1 << (Kernel.PRECISION_BITS - 1);

  private FixedPoint() {}

  /**
   * Sums up arrays by an output's weights, and clips the sums to samples of 0 to 255.
   *
   * @param sources in a ring: that of input {@code i} is {@code sources[(i - origin) % length]}
   * @param length of the ring
   * @param sums the result, its first {@code count} places
   */
  static void sum(
      Kernel kernel, int output, int[][] sources, int origin, int length, int[] sums, int count) {
    Arrays.fill(sums, 0, count, HALF);
    int[] weights = kernel.fixed();
    int w = kernel.offset(output);
    int end = w + kernel.count(output);
    int at = (kernel.first(output) - origin) % length;
    while (w < end) {
      if (w + 4 <= end && at + 4 <= length) {
        addFour(sums, sources, at, weights, w, count);
        w += 4;
        at += 4;
      } else {
        add(sums, sources[at], weights[w], count);
        w++;
        at++;
      }
      at = at == length ? 0 : at;
    }
    clip(sums, count);
  }

  private static void addFour(
      int[] sums, int[][] sources, int at, int[] weights, int w, int count) {
    addFour(
        sums,
        sources[at],
        sources[at + 1],
        sources[at + 2],
        sources[at + 3],
        weights[w],
        weights[w + 1],
        weights[w + 2],
        weights[w + 3],
        count);
  }

  private static void addFour(
      int[] sums,
      int[] a,
      int[] b,
      int[] c,
      int[] d,
      int ofA,
      int ofB,
      int ofC,
      int ofD,
      int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i] * ofA + b[i] * ofB + c[i] * ofC + d[i] * ofD;
    }
  }

  private static void add(int[] sums, int[] source, int weight, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += source[i] * weight;
    }
  }

  /** Without the comparisons that some compilers make no vectors of. */
  private static void clip(int[] sums, int count) {
    for (int i = 0; i < count; i++) {
      int value = sums[i] >> Kernel.PRECISION_BITS;
      int positive = value & ~(value >> 31);
      sums[i] = (positive | (255 - positive) >> 31) & 255;
    }
  }

  /** The weighted sum of neighbours in one array, whose place 0 is input {@code origin}. */
  static int sum(Kernel kernel, int output, int[] source, int origin) {
    int[] weights = kernel.fixed();
    int sum = HALF;
    int w = kernel.offset(output);
    int p = origin + kernel.first(output);
    for (int end = w + kernel.count(output); w < end; w++, p++) {
      sum += source[p] * weights[w];
    }
    return Math.max(0, Math.min(255, sum >> Kernel.PRECISION_BITS));
  }
}
