package io.github.clip4j.linalg;

/**
 * Centres, exact and as the product wants them, and how far a squared distance by the expanded
 * formula {@code ‖x‖² - 2x·c + ‖c‖²} in float32 can be from the true one.
 */
final class CentreSet {
  // 2^-24, the rounding of float32.
  private static final double UNIT = 0x1p-24;

  private final double[] exact;
  private final float[] scaled;
  private final float[] squares;
  private final int count;
  private final double longest;
  private final int dimension;

  CentreSet(Samples samples, double[] exact, int count) {
    this.exact = exact;
    this.count = count;
    this.dimension = samples.d();
    this.scaled = new float[exact.length];
    this.squares = new float[count];
    double longestSquare = 0;
    for (int j = 0; j < count; j++) {
      double square = 0;
      for (int f = 0; f < dimension; f++) {
        int at = j * dimension + f;
        double value = (exact[at] - samples.mean()[f]) * samples.scale();
        scaled[at] = (float) value;
        square += value * value;
      }
      squares[j] = (float) square;
      longestSquare = Math.max(longestSquare, square);
    }
    this.longest = Math.sqrt(longestSquare);
  }

  int count() {
    return count;
  }

  /** The centres as they are, {@code [k, d]}. */
  double[] exact() {
    return exact;
  }

  /** The centred, scaled centres, {@code [k, d]}. */
  float[] scaled() {
    return scaled;
  }

  /** ‖c‖² of a centred, scaled centre. */
  float square(int j) {
    return squares[j];
  }

  /**
   * A bound of the error of {@code ‖c‖² - 2x·c} in float32, for a sample of the given length.
   *
   * <p>With u = 2^-24: x and c are rounded once, a product sums d terms in any order (Higham,
   * Accuracy and Stability of Numerical Algorithms, section 3.1: at most d·u·|x|·|c|), and ‖c‖² and
   * the difference are rounded once each; entries that underflow add next to nothing.
   */
  double error(double norm) {
    double products = 2 * (dimension + 4) * norm * longest;
    return UNIT * (products + 2 * longest * longest) * 1.01 + dimension * 0x1p-120;
  }
}
