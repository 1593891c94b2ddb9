package io.github.clip4j.image;

import java.util.function.DoubleUnaryOperator;

/**
 * Which input samples make up each output sample of a one-dimensional resize, and with what
 * weights.
 *
 * <p>Source: Pillow's Resample.c, precompute_coeffs and normalize_coeffs_8bpc.
 */
final class Kernel {
  /** Fractional bits of the fixed-point weights: 32 less 8 for the sample and 2 for overshoot. */
  static final int PRECISION_BITS = 32 - 8 - 2;

  private final int taps;
  private final int[] first;
  private final int[] count;
  private final int[] fixed;
  private final double[] exact;

  private Kernel(int taps, int[] first, int[] count, int[] fixed, double[] exact) {
    this.taps = taps;
    this.first = first;
    this.count = count;
    this.fixed = fixed;
    this.exact = exact;
  }

  /** The weights for the outputs {@code from … to - 1} of {@code outSize}. */
  static Kernel of(Interpolation filter, int inSize, int outSize, int from, int to) {
    double scale = (double) inSize / outSize;
    double stretch = Math.max(scale, 1);
    double support = support(filter) * stretch;
    int taps = (int) Math.ceil(support) * 2 + 1;
    int outputs = to - from;
    int[] first = new int[outputs];
    int[] count = new int[outputs];
    double[] exact = new double[Math.multiplyExact(outputs, taps)];
    DoubleUnaryOperator weight = weight(filter);
    double inverse = 1 / stretch;
    for (int i = 0; i < outputs; i++) {
      double center = (from + i + 0.5) * scale;
      int start = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(inSize, (int) (center + support + 0.5));
      first[i] = start;
      count[i] = end - start;
      double sum = 0;
      int base = i * taps;
      for (int x = 0; x < end - start; x++) {
        double w = weight.applyAsDouble((x + start - center + 0.5) * inverse);
        exact[base + x] = w;
        sum += w;
      }
      if (sum != 0) {
        for (int x = 0; x < end - start; x++) {
          exact[base + x] /= sum;
        }
      }
    }
    return new Kernel(taps, first, count, toFixed(exact), exact);
  }

  private static int[] toFixed(double[] exact) {
    int[] fixed = new int[exact.length];
    for (int i = 0; i < fixed.length; i++) {
      double scaled = exact[i] * (1 << PRECISION_BITS);
      fixed[i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
    return fixed;
  }

  int outputs() {
    return first.length;
  }

  /** The first input of an output. */
  int first(int output) {
    return first[output];
  }

  /** How many inputs an output has. */
  int count(int output) {
    return count[output];
  }

  /** Where the weights of an output start in {@link #fixed()} and {@link #exact()}. */
  int offset(int output) {
    return output * taps;
  }

  /** Weights times 2^22. */
  int[] fixed() {
    return fixed;
  }

  double[] exact() {
    return exact;
  }

  /** How many inputs an output has at most. */
  int mostCount() {
    int most = 0;
    for (int inputs : count) {
      most = Math.max(most, inputs);
    }
    return most;
  }

  /** The first input of all. */
  int begin() {
    return first[0];
  }

  /** One more than the last input of all. */
  int end() {
    int last = first.length - 1;
    return first[last] + count[last];
  }

  private static double support(Interpolation filter) {
    return switch (filter) {
      case BOX -> 0.5;
      case BILINEAR, HAMMING -> 1;
      case BICUBIC -> 2;
      case LANCZOS -> 3;
      case NEAREST -> throw new IllegalArgumentException("nearest neighbour has no weights");
    };
  }

  private static DoubleUnaryOperator weight(Interpolation filter) {
    return switch (filter) {
      case BOX -> x -> x > -0.5 && x <= 0.5 ? 1 : 0;
      case BILINEAR -> x -> Math.max(0, 1 - Math.abs(x));
      case HAMMING -> Kernel::hamming;
      case BICUBIC -> Kernel::bicubic;
      case LANCZOS -> x -> x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
      case NEAREST -> throw new IllegalArgumentException("nearest neighbour has no weights");
    };
  }

  private static double bicubic(double signed) {
    double a = -0.5;
    double x = Math.abs(signed);
    if (x < 1) {
      return ((a + 2) * x - (a + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
  }

  private static double hamming(double signed) {
    if (signed == 0) {
      return 1;
    }
    double x = Math.abs(signed) * Math.PI;
    // The two constants are floats in Pillow.
    return Math.abs(signed) >= 1 ? 0 : Math.sin(x) / x * (0.54f + 0.46f * Math.cos(x));
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
  }
}
