package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * The space that the centres of an iteration span, by which their products with a row tell nearly
 * those of later centres: what a later centre has within the space follows from the products that
 * are known, and only the rest of it meets the rest of the row.
 */
final class CentreSpan {
  // A centre that is closer to the space of those before it would blow up the errors of products.
  private static final double LEAST_REST = 0x1p-5;

  private final CentreSet centres;
  private final int count;
  private final int d;
  private final double[] basis;
  private final double[] factors;
  private final float[] rounded;
  private final double growth;

  CentreSpan(CentreSet centres) {
    this.centres = centres;
    this.count = centres.count();
    this.d = centres.scaled().length / count;
    this.basis = centres.scaled().clone();
    this.factors = new double[count * count];
    for (int j = 0; j < count; j++) {
      orthonormalise(j);
    }
    this.rounded = Vectors.toFloats(factors);
    this.growth = largestSum(factors, count);
  }

  /** The centres. */
  CentreSet centres() {
    return centres;
  }

  /** Orthonormal directions as sums of the centres, {@code [k, k]}; zeros are none. */
  float[] factors() {
    return rounded;
  }

  /** What the errors of products grow by, at most, where they become those with directions. */
  double growth() {
    return growth;
  }

  /** Makes a direction of what centre j has besides those before it: Gram and Schmidt, twice. */
  private void orthonormalise(int j) {
    int at = j * d;
    double length = Math.sqrt(Vectors.dot(basis, at, basis, at, d));
    factors[j * count + j] = 1;
    for (int round = 0; round < 2; round++) {
      for (int m = 0; m < j; m++) {
        double part = Vectors.dot(basis, at, basis, m * d, d);
        subtract(part, basis, m * d, basis, at, d);
        subtract(part, factors, m * count, factors, j * count, count);
      }
    }
    double rest = Math.sqrt(Vectors.dot(basis, at, basis, at, d));
    boolean counts = rest > length * LEAST_REST && 1 / rest < Double.POSITIVE_INFINITY;
    double scale = counts ? 1 / rest : 0;
    multiply(basis, at, d, scale);
    multiply(factors, j * count, count, scale);
  }

  /** How later centres follow from these. */
  Later later(CentreSet later) {
    double[] rests = later.scaled().clone();
    double[] coefficients = new double[count * count];
    for (int j = 0; j < count; j++) {
      for (int m = 0; m < count; m++) {
        double part = Vectors.dot(rests, j * d, basis, m * d, d);
        subtract(part, basis, m * d, rests, j * d, d);
        subtract(-part, factors, m * count, coefficients, j * count, count);
      }
    }
    double[] apart = new double[count * count];
    for (int j = 0; j < count; j++) {
      for (int other = 0; other < j; other++) {
        double square = Vectors.squaredDistance(rests, j * d, rests, other * d, d);
        apart[j * count + other] = Math.sqrt(square);
        apart[other * count + j] = apart[j * count + other];
      }
    }
    return new Later(Vectors.toFloats(coefficients), largestSum(coefficients, count), apart);
  }

  /** How later centres follow from those of the span, and what they have outside it. */
  static final class Later {
    private final float[] coefficients;
    private final double growth;
    private final double[] apart;

    Later(float[] coefficients, double growth, double[] apart) {
      this.coefficients = coefficients;
      this.growth = growth;
      this.apart = apart;
    }

    /** What is in the span, as sums of its centres, {@code [k, k]}. */
    float[] coefficients() {
      return coefficients;
    }

    /** What the errors of products grow by, at most, where they become those with later centres. */
    double growth() {
      return growth;
    }

    /** The distances of what is outside the span, {@code [k, k]}. */
    double[] apart() {
      return apart;
    }
  }

  private static void subtract(
      double factor, double[] from, int start, double[] to, int at, int length) {
    for (int f = 0; f < length; f++) {
      to[at + f] -= factor * from[start + f];
    }
  }

  private static void multiply(double[] values, int start, int length, double factor) {
    for (int f = start; f < start + length; f++) {
      values[f] *= factor;
    }
  }

  private static double largestSum(double[] rows, int length) {
    double largest = 0;
    for (int at = 0; at < rows.length; at += length) {
      double sum = Arrays.stream(rows, at, at + length).map(Math::abs).sum();
      largest = Math.max(largest, sum);
    }
    return largest;
  }
}
