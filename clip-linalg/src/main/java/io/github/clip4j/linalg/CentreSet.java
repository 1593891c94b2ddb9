package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import java.nio.FloatBuffer;

/**
 * Centres, exact and as operands, and how far a squared distance by the expanded formula {@code
 * ‖x‖² - 2x·c + ‖c‖²} in float32 can be from the true one.
 */
final class CentreSet implements AutoCloseable {
  // 2^-24, the rounding of float32.
  private static final double UNIT = 0x1p-24;

  private final double[] exact;
  private final double[] scaled;
  private final double[] squares;
  private final Operand operand;
  private final double longest;
  private final int dimension;

  CentreSet(Samples samples, MatrixProducts products, double[] exact, int count) {
    this.exact = exact;
    this.dimension = samples.d();
    this.squares = new double[count];
    this.scaled = new double[exact.length];
    double longestSquare = 0;
    for (int j = 0; j < count; j++) {
      double square = 0;
      for (int f = 0; f < dimension; f++) {
        int at = j * dimension + f;
        double value = (exact[at] - samples.shift(f)) * samples.scale();
        scaled[at] = value;
        square += value * value;
      }
      squares[j] = square;
      longestSquare = Math.max(longestSquare, square);
    }
    this.longest = Math.sqrt(longestSquare);
    try (Multiplier multiplier = products.multiplier()) {
      this.operand = multiplier.place(FloatBuffer.wrap(Vectors.toFloats(scaled)), count, dimension);
    }
  }

  int count() {
    return squares.length;
  }

  /** The centres as they are, {@code [k, d]}. */
  double[] exact() {
    return exact;
  }

  /** The shifted, scaled centres, {@code [k, d]}. */
  double[] scaled() {
    return scaled;
  }

  /** The same as an operand. */
  Operand operand() {
    return operand;
  }

  /** ‖c‖² of a shifted, scaled centre. */
  double square(int j) {
    return squares[j];
  }

  /**
   * A bound of the error of {@code ‖c‖² - 2x·c}, for a sample of the given length.
   *
   * <p>With u = 2^-24: x and c are rounded once, and a product sums d terms in any order (Higham,
   * Accuracy and Stability of Numerical Algorithms, section 3.1: at most d·u·|x|·|c|); entries that
   * underflow add next to nothing.
   */
  double error(double norm) {
    return UNIT * 2 * (dimension + 4) * norm * longest * 1.01 + dimension * 0x1p-120;
  }

  /** A bound of the error of {@code ‖x‖²} in float32: again a sum of d terms. */
  double squareError(double square) {
    return UNIT * (dimension + 4) * square * 1.01 + dimension * 0x1p-120;
  }

  @Override
  public void close() {
    operand.close();
  }
}
