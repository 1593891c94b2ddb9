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

  /** A residual of so many times what is allowed is more than one step from it. */
  private static final double FAR = 1000;

  // A vector of which that much was left is orthogonal to what was taken off, but for 1e-10.
  private static final double ENOUGH = 1e-5;

  private final Operator operator;
  private final int size;
  private final int wanted;
  private final double angle;
  private final double rounding;
  private final int block;
  private final double[][] basis;
  private final double[][] images;
  private final double[][] projected;

  /** The basis by columns, {@code [size, room]}. */
  private final double[][] columns;

  private int filled;

  /** The vectors that the basis grows by next, and their products with it. */
  private double[][] next;

  private double[][] shares;

  /** The largest residual at the last look, as a multiple of what is allowed. */
  private double worst = Double.POSITIVE_INFINITY;

  /** A symmetric matrix {@code [d, d]}. */
  interface Operator {

    /** Sets {@code images[c] = A vectors[c]}. */
    void apply(double[][] vectors, double[][] images);
  }

  private LeadingEigen(
      Operator operator, double[][] start, int wanted, double angle, double rounding) {
    this.operator = operator;
    this.next = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
    this.size = start[0].length;
    this.wanted = wanted;
    this.angle = angle;
    this.rounding = rounding;
    this.block = start.length;
    int room = block * Math.max(1, Math.min(size / 2 / block, MOST_BLOCKS));
    this.basis = new double[room][];
    this.images = new double[room][];
    this.projected = new double[room][];
    this.columns = new double[size][room];
    this.shares = new double[block][0];
  }

  /** The vectors of a step: some more than are wanted, in fours, as products like columns. */
  static int block(int wanted) {
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
    return new LeadingEigen(operator, random(size, wanted), wanted, angle, rounding).find();
  }

  /** As {@link #of}, from as many vectors as a step has, which may be any but are better near. */
  static Optional<RitzPairs> from(
      double[][] start, Operator operator, int wanted, double angle, double rounding) {
    return new LeadingEigen(operator, start, wanted, angle, rounding).find();
  }

  /** The leading pairs as a few steps show them, however good. */
  static Optional<RitzPairs> roughly(double[][] start, Operator operator, int wanted) {
    LeadingEigen search = new LeadingEigen(operator, start, wanted, 0, 0);
    for (int step = 0; step < FIRST_CHECK; step++) {
      if (!search.extend()) {
        return Optional.empty();
      }
    }
    return Optional.of(search.project());
  }

  private static double[][] random(int size, int wanted) {
    SplittableRandom random = new SplittableRandom(size);
    double[][] vectors = new double[block(wanted)][size];
    for (double[] vector : vectors) {
      for (int f = 0; f < size; f++) {
        vector[f] = random.nextLong() * 0x1p-63;
      }
    }
    return vectors;
  }

  private Optional<RitzPairs> find() {
    int room = basis.length;
    int look = FIRST_CHECK * block;
    while (filled < room && extend()) {
      if (filled >= Math.min(look, room)) {
        RitzPairs found = project();
        if (isGood(found)) {
          return Optional.of(found);
        }
        look = filled + (worst > FAR ? 2 : 1) * block;
      }
    }
    return Optional.empty();
  }

  /** Adds a block to the basis; false if it lies in the span of those before it. */
  private boolean extend() {
    double left = orthonormalise();
    if (left > 0 && left < ENOUGH) {
      shares = shares();
      left = orthonormalise();
    }
    if (left == 0) {
      return false;
    }
    int first = filled;
    filled += block;
    double[][] products = new double[block][size];
    for (int i = 0; i < block; i++) {
      basis[first + i] = next[i];
      images[first + i] = products[i];
      for (int f = 0; f < size; f++) {
        columns[f][first + i] = next[i][f];
      }
    }
    operator.apply(next, products);
    next = new double[block][];
    for (int i = 0; i < block; i++) {
      next[i] = products[i].clone();
    }
    shares = shares();
    for (int i = 0; i < block; i++) {
      projected[first + i] = Arrays.copyOf(shares[i], first + i + 1);
    }
    return true;
  }

  /** The products of the next vectors with the basis, {@code [block, filled]}. */
  private double[][] shares() {
    double[][] products = new double[block][filled];
    FusedProducts.multiply(columns, size, next, products);
    return products;
  }

  /**
   * Makes the next vectors orthonormal, to the basis and among themselves.
   *
   * @return the least share of its length that was left of one; 0 if one lies in the span
   */
  private double orthonormalise() {
    double[] left = new double[block];
    Arrays.fill(left, 1);
    OrthonormalRows rows = new OrthonormalRows(next);
    if (filled > 0) {
      double[][] inside = new double[block][size];
      FusedProducts.multiply(basis, filled, shares, inside);
      for (int i = 0; i < block; i++) {
        left[i] = rows.subtract(i, inside[i]);
      }
    }
    double least = 1;
    for (int i = 0; i < block; i++) {
      least = Math.min(least, left[i] == 0 ? 0 : left[i] * rows.orthonormalise(i));
    }
    return least;
  }

  /** The eigenvectors of the matrix within the span of the basis. */
  private RitzPairs project() {
    double[][] matrix = new double[filled][filled];
    for (int i = 0; i < filled; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = projected[i][j];
        matrix[j][i] = projected[i][j];
      }
    }
    return new RitzPairs(Arrays.copyOf(basis, filled), SymmetricEigen.of(matrix));
  }

  /**
   * Whether the pairs are as good as they are asked to be, or get no better. The first that is not
   * wanted need only be known well enough to tell the gap above it.
   */
  private boolean isGood(RitzPairs pairs) {
    double[] values = pairs.values();
    double before = worst;
    worst = 0;
    double largest = 0;
    for (int i = 0; i <= wanted; i++) {
      double[] image = FusedProducts.combine(pairs.inside().vector(i), images);
      double residual = residual(image, values[i], pairs.vector(i));
      double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
      double gap = Math.min(above, values[i] - values[i + 1]);
      double allowed = i < wanted ? angle * gap : Math.max(0.1 * above, rounding * values[0]);
      worst = Math.max(worst, residual == 0 ? 0 : residual / allowed);
      largest = Math.max(largest, residual);
    }
    boolean getsNoBetter = largest <= rounding * values[0] && worst > before / 4;
    return worst <= 1 || getsNoBetter;
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
