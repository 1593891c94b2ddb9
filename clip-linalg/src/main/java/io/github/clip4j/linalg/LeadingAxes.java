package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import java.util.Optional;

/**
 * The first few principal axes of many rows, found by products in float32 and made sure of in
 * float64.
 *
 * <p>Block Lanczos on the rows, started from what some of them show, leaves vectors that are off by
 * little more than float32 resolves. Applying the matrix to them in float64 gives their Rayleigh
 * quotients, whose error is the square of theirs, and the true residuals, by which they are
 * corrected. The result is given only where residual over gap proved every vector to be within
 * {@value #ANGLE} of the eigenvector before its last correction.
 */
final class LeadingAxes {
  static final double ANGLE = 1e-5;

  // What products of blocks in float32 are off by, measured: at most 2e-7 of the largest.
  private static final double ROUNDING = 4e-7;
  private static final int MOST_CHECKS = 4;

  private final SymmetricEigen eigen;
  private final double trace;

  private LeadingAxes(SymmetricEigen eigen, double trace) {
    this.eigen = eigen;
    this.trace = trace;
  }

  /** Eigenvalues of {@code (X - mean)ᵀ(X - mean)}, descending, and their vectors. */
  SymmetricEigen eigen() {
    return eigen;
  }

  /** The sum of all eigenvalues. */
  double trace() {
    return trace;
  }

  static Optional<LeadingAxes> of(Rows rows, double[] mean, int wanted, Workers workers) {
    MatrixProducts products = ProductChoice.get();
    double[][] start = start(rows, products, mean, wanted, workers);
    try (Samples samples = Samples.unmeasured(rows, products)) {
      CentredProducts all = new CentredProducts(samples, products, mean, workers);
      return LeadingEigen.from(start, all, wanted, ANGLE, ROUNDING)
          .flatMap(pairs -> new Check(rows, mean, pairs, samples, wanted, workers).run());
    }
  }

  /** What some of the rows show of the axes. */
  private static double[][] start(
      Rows rows, MatrixProducts products, double[] mean, int wanted, Workers workers) {
    RowSample sample = RowSample.of(rows);
    double[][] sums = sample.sums(mean, LeadingEigen.block(wanted));
    if (!sample.isSmall()) {
      return sums;
    }
    try (Samples some = Samples.unmeasured(sample.rows(), products)) {
      CentredProducts of = new CentredProducts(some, products, mean, workers);
      return LeadingEigen.roughly(sums, of, wanted)
          .map(pairs -> pairs.vectors(sums.length))
          .orElse(sums);
    }
  }

  /** The vectors in float64, from check to check. */
  private static final class Check {
    private final int d;
    private final int wanted;
    private final RitzPairs pairs;
    private final double scale;
    private final ExactProducts exact;
    private double[][] vectors;

    Check(Rows rows, double[] mean, RitzPairs pairs, Samples samples, int wanted, Workers workers) {
      this.d = mean.length;
      this.wanted = wanted;
      this.pairs = pairs;
      this.scale = samples.scale() * samples.scale();
      this.exact = new ExactProducts(rows, mean, workers);
      this.vectors = pairs.vectors(wanted);
    }

    Optional<LeadingAxes> run() {
      for (int check = 0; check < MOST_CHECKS; check++) {
        if (!orthonormalise()) {
          return Optional.empty();
        }
        double[][] images = new double[wanted][d];
        exact.apply(vectors, images);
        SymmetricEigen ritz = SymmetricEigen.of(projected(images));
        if (correct(ritz, images)) {
          return orthonormalise()
              ? Optional.of(
                  new LeadingAxes(new SymmetricEigen(ritz.values(), vectors), exact.trace()))
              : Optional.empty();
        }
      }
      return Optional.empty();
    }

    private boolean orthonormalise() {
      OrthonormalRows rows = new OrthonormalRows(vectors);
      boolean isBasis = true;
      for (int i = 0; i < wanted; i++) {
        isBasis &= rows.orthonormalise(i) > 0;
      }
      return isBasis;
    }

    private double[][] projected(double[][] images) {
      double[][] matrix = new double[wanted][wanted];
      for (int i = 0; i < wanted; i++) {
        for (int j = 0; j < wanted; j++) {
          double entry = Vectors.dot(vectors[i], images[j]);
          matrix[i][j] += entry / 2;
          matrix[j][i] += entry / 2;
        }
      }
      return matrix;
    }

    /** Turns the vectors to their Ritz vectors and corrects them; whether they were near enough. */
    private boolean correct(SymmetricEigen ritz, double[][] images) {
      double[] values = ritz.values();
      double next = pairs.values()[wanted] / scale;
      boolean near = true;
      double[][] turned = new double[wanted][];
      for (int i = 0; i < wanted; i++) {
        double[] vector = FusedProducts.combine(ritz.vector(i), vectors);
        double[] image = FusedProducts.combine(ritz.vector(i), images);
        double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
        double gap = Math.min(above, values[i] - (i + 1 < wanted ? values[i + 1] : next));
        near &= LeadingEigen.residual(image, values[i], vector) <= ANGLE * gap;
        for (int f = 0; f < d; f++) {
          image[f] = (image[f] - values[i] * vector[f]) * scale;
        }
        double trace = exact.trace() * scale;
        double[] correction = pairs.correction(image, values[i] * scale, wanted, trace);
        for (int f = 0; f < d; f++) {
          correction[f] += vector[f];
        }
        turned[i] = correction;
      }
      vectors = turned;
      return near;
    }
  }
}
