package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The largest eigenvalues of a positive semi-definite matrix and their eigenvectors, by block
 * Lanczos with full orthogonalisation (Golub and Van Loan, Matrix Computations, section 10.3), for
 * few of many.
 *
 * <p>A result is given only where it is as good as that of a full decomposition: each residual
 * {@code ‖Av - θv‖} is so much smaller than the gap to the neighbouring eigenvalues that the vector
 * is off by at most {@value #ANGLE} (the bound is residual over gap). Where that does not come
 * within a half-sized basis, as with equal eigenvalues, there is none, and the caller decomposes in
 * full.
 */
final class LeadingEigen {
  private static final double ANGLE = 1e-8;
  private static final int GUARD = 4;

  private final double[] matrix;
  private final int size;
  private final int wanted;
  private final int block;
  private final double[] basis;
  private final double[] images;
  private final OrthonormalRows rows;
  private int filled;

  private LeadingEigen(double[] matrix, int size, int wanted) {
    this.matrix = matrix;
    this.size = size;
    this.wanted = wanted;
    this.block = wanted + GUARD;
    int blocks = Math.max(1, size / 2 / block);
    this.basis = new double[Math.multiplyExact(blocks * block, size)];
    this.images = new double[basis.length];
    this.rows = new OrthonormalRows(basis, size);
  }

  /** Whether a basis of half the size has room for enough steps to be worth trying. */
  static boolean isWorthwhile(int size, int wanted) {
    return size >= 128 && wanted + GUARD <= size / 32;
  }

  /** Looks for the leading eigenvectors of the full matrix {@code [size, size]}. */
  static Optional<SymmetricEigen> of(double[] matrix, int size, int wanted) {
    return new LeadingEigen(matrix, size, wanted).find();
  }

  private Optional<SymmetricEigen> find() {
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < block * size; i++) {
      basis[i] = random.nextLong() * 0x1p-63;
    }
    int room = basis.length / size;
    int next = 4 * block;
    while (filled < room && extend()) {
      if (filled >= Math.min(next, room)) {
        Optional<SymmetricEigen> found = project();
        if (found.isPresent()) {
          return found;
        }
        next = 2 * filled;
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
    FusedProducts.multiply(matrix, size, size, vectors, block, products);
    System.arraycopy(products, 0, images, first * size, products.length);
    filled += block;
    return true;
  }

  /** Rayleigh and Ritz: the eigenvectors of the matrix within the span of the basis. */
  private Optional<SymmetricEigen> project() {
    double[] projected = new double[filled * filled];
    for (int i = 0; i < filled; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = Vectors.dot(basis, i * size, images, j * size, size);
        projected[i * filled + j] = entry;
        projected[j * filled + i] = entry;
      }
    }
    SymmetricEigen ritz = SymmetricEigen.of(projected, filled);
    double[] values = ritz.values();
    double[][] vectors = new double[wanted][];
    for (int i = 0; i <= wanted; i++) {
      double[] vector = combine(ritz.vector(i), basis);
      double[] image = combine(ritz.vector(i), images);
      double residual = 0;
      for (int f = 0; f < size; f++) {
        double difference = image[f] - values[i] * vector[f];
        residual += difference * difference;
      }
      double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
      double gap = Math.min(above, values[i] - values[i + 1]);
      // The first that is not wanted need only be known well enough to tell the gap above it.
      double allowed = i < wanted ? ANGLE * gap : 0.1 * above;
      if (!(Math.sqrt(residual) <= allowed)) {
        return Optional.empty();
      }
      if (i < wanted) {
        vectors[i] = vector;
      }
    }
    return Optional.of(new SymmetricEigen(Arrays.copyOf(values, wanted), vectors));
  }

  private double[] combine(double[] weights, double[] of) {
    double[] sum = new double[size];
    for (int j = 0; j < weights.length; j++) {
      for (int f = 0; f < size; f++) {
        sum[f] += weights[j] * of[j * size + f];
      }
    }
    return sum;
  }
}
