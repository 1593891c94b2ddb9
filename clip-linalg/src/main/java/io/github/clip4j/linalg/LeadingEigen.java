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
  private final OrthonormalRows rows;
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
    this.rows = new OrthonormalRows(basis, size);
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

  /** As {@link #of}, but started from the leading vectors of a matrix that is nearly this one. */
  static Optional<RitzPairs> from(
      RitzPairs start, Operator operator, int size, int wanted, double angle, double rounding) {
    LeadingEigen search = new LeadingEigen(operator, size, wanted, angle, rounding);
    System.arraycopy(start.vectors(search.block), 0, search.basis, 0, search.block * size);
    return search.find();
  }

  private void startAtRandom() {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < block * size; i++) {
      basis[i] = random.nextLong() * 0x1p-63;
    }
  }

  private Optional<RitzPairs> find() {
    int room = basis.length / size;
    while (filled < room && extend()) {
      if (filled >= Math.min(FIRST_CHECK * block, room)) {
        Optional<RitzPairs> found = project();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Adds a block to the basis; false if it lies in the span of those before it. */
  private boolean extend() {
    int first = filled;
    if (first > 0) {
      System.arraycopy(images, (first - block) * size, basis, first * size, block * size);
    }
    for (int row = first; row < first + block; row++) {
      if (!rows.orthonormalise(row)) {
        return false;
      }
    }
    double[] vectors = Arrays.copyOfRange(basis, first * size, (first + block) * size);
    double[] products = new double[vectors.length];
    operator.apply(vectors, block, products);
    System.arraycopy(products, 0, images, first * size, products.length);
    filled += block;
    for (int i = first; i < filled; i++) {
      projected[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        projected[i][j] = Vectors.dot(basis, j * size, images, i * size, size);
      }
    }
    return true;
  }

  /** The eigenvectors of the matrix within the span of the basis, if they are good enough. */
  private Optional<RitzPairs> project() {
    double[] matrix = new double[filled * filled];
    for (int i = 0; i < filled; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * filled + j] = projected[i][j];
        matrix[j * filled + i] = projected[i][j];
      }
    }
    SymmetricEigen inside = SymmetricEigen.of(matrix, filled);
    double[] values = inside.values();
    for (int i = 0; i <= wanted; i++) {
      double[] vector = RitzPairs.combine(inside.vector(i), basis, size);
      double[] image = RitzPairs.combine(inside.vector(i), images, size);
      double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
      double gap = Math.min(above, values[i] - values[i + 1]);
      // The first that is not wanted need only be known well enough to tell the gap above it.
      double allowed = i < wanted ? angle * gap : 0.1 * above;
      if (!(residual(image, values[i], vector) <= Math.max(allowed, rounding * values[0]))) {
        return Optional.empty();
      }
    }
    return Optional.of(new RitzPairs(Arrays.copyOf(basis, filled * size), size, inside));
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
