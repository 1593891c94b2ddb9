package io.github.clip4j.image;

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
    int[] weights = kernel.fixed();
    int from = kernel.offset(output);
    int end = from + kernel.count(output);
    int at = (kernel.first(output) - origin) % length;
    for (int w = from; w < end; w += 4) {
      int b = next(at, length);
      int c = next(b, length);
      int d = next(c, length);
      // Of the last four some may be none: with a weight of 0, whatever they are.
      int ofB = w + 1 < end ? weights[w + 1] : 0;
      int ofC = w + 2 < end ? weights[w + 2] : 0;
      int ofD = w + 3 < end ? weights[w + 3] : 0;
      if (w == from) {
        setFour(
            sums,
            sources[at],
            sources[b],
            sources[c],
            sources[d],
            weights[w],
            ofB,
            ofC,
            ofD,
            count);
      } else {
        addFour(
            sums,
            sources[at],
            sources[b],
            sources[c],
            sources[d],
            weights[w],
            ofB,
            ofC,
            ofD,
            count);
      }
      at = next(d, length);
    }
    clip(sums, count);
  }

  private static int next(int place, int length) {
    return place + 1 == length ? 0 : place + 1;
  }

  private static void setFour(
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
      sums[i] = HALF + a[i] * ofA + b[i] * ofB + c[i] * ofC + d[i] * ofD;
    }
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
