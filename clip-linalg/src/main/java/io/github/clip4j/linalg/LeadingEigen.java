package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The largest eigenvalues of a positive semi-definite matrix and their eigenvectors, by block
 * Lanczos with full orthogonalisation (Golub and Van Loan, Matrix Computations, section 10.3), for
 * few of many. The matrix is known by what it does to vectors.
 *
 * <p>A result is given where each residual {@code ‖Av - θv‖} is so much smaller than the gap to the
 * neighbouring eigenvalues that the vector is off by at most the angle asked for (the bound is
 * residual over gap), or is down to the rounding of the products. Where that does not come within
 * the room of the basis, as with equal eigenvalues of exact products, there is none.
 */
final class LeadingEigen {
  private static final int GUARD = 8;
  private static final int FIRST_CHECK = 3;
  private static final int MOST_BLOCKS = 12;

  private final Operator operator;
  private final int size;
  private final int wanted;
  private final double angle;
  private final double rounding;
  private final int block;
  private final double[] basis;
  private final double[] images;
  private final double[][] projected;

  /** The vectors that the basis grows by next. */
  private final double[] next;

  /** The basis by columns, {@code [size, filled]}. */
  private double[] columns = {};

  private int filled;

  /** A symmetric matrix {@code [d, d]}. */
  interface Operator {

    /** Sets {@code images[c] = A vectors[c]}, each {@code [count, d]}. */
    void apply(double[] vectors, int count, double[] images);
  }

  private LeadingEigen(Operator operator, int size, int wanted, double angle, double rounding) {
    this.operator = operator;
    this.size = size;
    this.wanted = wanted;
    this.angle = angle;
    this.rounding = rounding;
    this.block = block(wanted);
    int blocks = Math.max(1, Math.min(size / 2 / block, MOST_BLOCKS));
    this.basis = new double[Math.multiplyExact(blocks * block, size)];
    this.images = new double[basis.length];
    this.projected = new double[blocks * block][];
    this.next = new double[block * size];
  }

  /** The vectors of a step: some more than are wanted, in fours, as products like columns. */
  private static int block(int wanted) {
    return (wanted + GUARD + 3) / 4 * 4;
  }

  /** Whether a basis has room for enough steps to be worth trying. */
  static boolean isWorthwhile(int size, int wanted) {
    return size >= 128 && block(wanted) <= size / 16;
  }

  /**
   * Looks for the leading eigenvectors.
   *
   * @param angle how far each may be off, in radians
   * @param rounding the error of the products as a share of the largest eigenvalue, below which no
   *     residual can be brought
   */
  static Optional<RitzPairs> of(
      Operator operator, int size, int wanted, double angle, double rounding) {
    LeadingEigen search = new LeadingEigen(operator, size, wanted, angle, rounding);
    search.startAtRandom();
    return search.find();
  }

  /** The leading pairs as a few steps show them, however good. */
  static Optional<RitzPairs> roughly(Operator operator, int size, int wanted) {
    LeadingEigen search = new LeadingEigen(operator, size, wanted, 0, 0);
    search.startAtRandom();
    for (int step = 0; step < FIRST_CHECK; step++) {
      if (!search.extend()) {
        return Optional.empty();
      }
    }
    return Optional.of(search.project());
  }

  /** As {@link #of}, but started from the leading vectors of a matrix that is nearly this one. */
  static Optional<RitzPairs> from(
      RitzPairs start, Operator operator, int size, int wanted, double angle, double rounding) {
    LeadingEigen search = new LeadingEigen(operator, size, wanted, angle, rounding);
    System.arraycopy(start.vectors(search.block), 0, search.next, 0, search.next.length);
    return search.find();
  }

  private void startAtRandom() {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < next.length; i++) {
      next[i] = random.nextLong() * 0x1p-63;
    }
  }

  private Optional<RitzPairs> find() {
    int room = basis.length / size;
    while (filled < room && extend()) {
      if (filled >= Math.min(FIRST_CHECK * block, room)) {
        RitzPairs found = project();
        if (isGood(found)) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  /** Adds a block to the basis; false if it lies in the span of those before it. */
  private boolean extend() {
    // Twice, since what is left of a vector may be small beside what was taken off.
    for (int pass = 0; pass < 2; pass++) {
      if (!orthonormalise()) {
        return false;
      }
    }
    int first = filled;
    System.arraycopy(next, 0, basis, first * size, next.length);
    filled += block;
    columns = new double[size * filled];
    for (int i = 0; i < filled; i++) {
      for (int f = 0; f < size; f++) {
        columns[f * filled + i] = basis[i * size + f];
      }
    }
    double[] products = new double[next.length];
    operator.apply(next, block, products);
    System.arraycopy(products, 0, images, first * size, products.length);
    System.arraycopy(products, 0, next, 0, products.length);
    double[] shares = shares(products);
    for (int i = 0; i < block; i++) {
      projected[first + i] = Arrays.copyOfRange(shares, i * filled, i * filled + first + i + 1);
    }
    return true;
  }

  /** The products of a block of vectors with the basis, {@code [block, filled]}. */
  private double[] shares(double[] vectors) {
    double[] shares = new double[block * filled];
    FusedProducts.multiply(columns, filled, size, vectors, block, shares);
    return shares;
  }

  /** Makes the next vectors orthonormal, to the basis and among themselves, if they can be. */
  private boolean orthonormalise() {
    OrthonormalRows rows = new OrthonormalRows(next, size);
    if (filled > 0) {
      double[] inside = new double[next.length];
      FusedProducts.multiply(basis, size, filled, shares(next), block, inside);
      for (int row = 0; row < block; row++) {
        if (!rows.subtract(row, inside)) {
          return false;
        }
      }
    }
    for (int row = 0; row < block; row++) {
      if (!rows.orthonormalise(row)) {
        return false;
      }
    }
    return true;
  }

  /** The eigenvectors of the matrix within the span of the basis. */
  private RitzPairs project() {
    double[] matrix = new double[filled * filled];
    for (int i = 0; i < filled; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * filled + j] = projected[i][j];
        matrix[j * filled + i] = projected[i][j];
      }
    }
    return new RitzPairs(
        Arrays.copyOf(basis, filled * size), size, SymmetricEigen.of(matrix, filled));
  }

  private boolean isGood(RitzPairs pairs) {
    double[] values = pairs.values();
    for (int i = 0; i <= wanted; i++) {
      double[] image = RitzPairs.combine(pairs.inside().vector(i), images, size);
      double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
      double gap = Math.min(above, values[i] - values[i + 1]);
      // The first that is not wanted need only be known well enough to tell the gap above it.
      double allowed = Math.max(i < wanted ? angle * gap : 0.1 * above, rounding * values[0]);
      if (!(residual(image, values[i], pairs.vector(i)) <= allowed)) {
        return false;
      }
    }
    return true;
  }

  /** {@code ‖Av - θv‖} for an image Av. */
  static double residual(double[] image, double value, double[] vector) {
    double residual = 0;
    for (int f = 0; f < vector.length; f++) {
      double difference = image[f] - value * vector[f];
      residual += difference * difference;
    }
    return Math.sqrt(residual);
  }
}
