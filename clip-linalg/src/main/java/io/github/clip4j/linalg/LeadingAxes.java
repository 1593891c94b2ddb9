package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first few principal axes of many rows, found by products in float32 and made sure of in
 * float64.
 *
 * <p>Block Lanczos on the rows, of very many started from what it finds on a share of them, leaves
 * vectors that are off by little more than float32 resolves. Applying the matrix to them in float64
 * gives their Rayleigh quotients, whose error is the square of theirs, and the true residuals, by
 * which they are corrected. The result is given only where residual over gap proved every vector to
 * be within {@value #ANGLE} of the eigenvector before its last correction.
 */
final class LeadingAxes {
  static final double ANGLE = 1e-5;

  // What products of blocks in float32 are off by, measured: at most 2e-7 of the largest.
  private static final double ROUNDING = 4e-7;
  private static final int MOST_CHECKS = 4;

  // Of very many rows some show where to start; below that, the passes saved cost as much.
  private static final int SAMPLED = 2048;
  private static final int LEAST_STRIDE = 8;
  private static final int LEAST_BLOCKS = 4;

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
    int d = mean.length;
    try (Samples samples = Samples.unmeasured(rows, products)) {
      CentredProducts all = new CentredProducts(samples, products, mean, 1, workers);
      int stride = Math.min(rows.count() / SAMPLED, samples.blocks().count() / LEAST_BLOCKS);
      Optional<RitzPairs> start = Optional.empty();
      if (stride >= LEAST_STRIDE) {
        CentredProducts some = new CentredProducts(samples, products, mean, stride, workers);
        start = LeadingEigen.roughly(some, d, wanted);
      }
      return start
          .map(pairs -> LeadingEigen.from(pairs, all, d, wanted, ANGLE, ROUNDING))
          .orElseGet(() -> LeadingEigen.of(all, d, wanted, ANGLE, ROUNDING))
          .flatMap(pairs -> new Check(rows, mean, pairs, samples, wanted, workers).run());
    }
  }

  /** The vectors in float64, from check to check. */
  private static final class Check {
    private final int d;
    private final int wanted;
    private final RitzPairs pairs;
    private final double scale;
    private final ExactProducts exact;
    private final double[] vectors;

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
        OrthonormalRows basis = new OrthonormalRows(vectors, d);
        for (int i = 0; i < wanted; i++) {
          if (!basis.orthonormalise(i)) {
            return Optional.empty();
          }
        }
        double[] images = new double[vectors.length];
        exact.apply(vectors, wanted, images);
        SymmetricEigen ritz = SymmetricEigen.of(projected(images), wanted);
        if (correct(ritz, images)) {
          for (int i = 0; i < wanted; i++) {
            basis.orthonormalise(i);
          }
          double[][] rows = new double[wanted][];
          for (int i = 0; i < wanted; i++) {
            rows[i] = Arrays.copyOfRange(vectors, i * d, (i + 1) * d);
          }
          SymmetricEigen eigen = new SymmetricEigen(ritz.values(), rows);
          return Optional.of(new LeadingAxes(eigen, exact.trace()));
        }
      }
      return Optional.empty();
    }

    private double[] projected(double[] images) {
      double[] matrix = new double[wanted * wanted];
      for (int i = 0; i < wanted; i++) {
        for (int j = 0; j < wanted; j++) {
          double entry = Vectors.dot(vectors, i * d, images, j * d, d);
          matrix[i * wanted + j] += entry / 2;
          matrix[j * wanted + i] += entry / 2;
        }
      }
      return matrix;
    }

    /** Turns the vectors to their Ritz vectors and corrects them; whether they were near enough. */
    private boolean correct(SymmetricEigen ritz, double[] images) {
      double[] values = ritz.values();
      double next = pairs.values()[wanted] / scale;
      boolean near = true;
      double[] turned = new double[vectors.length];
      for (int i = 0; i < wanted; i++) {
        double[] vector = RitzPairs.combine(ritz.vector(i), vectors, d);
        double[] image = RitzPairs.combine(ritz.vector(i), images, d);
        double above = i > 0 ? values[i - 1] - values[i] : Double.POSITIVE_INFINITY;
        double gap = Math.min(above, values[i] - (i + 1 < wanted ? values[i + 1] : next));
        near &= LeadingEigen.residual(image, values[i], vector) <= ANGLE * gap;
        for (int f = 0; f < d; f++) {
          image[f] = (image[f] - values[i] * vector[f]) * scale;
        }
        double[] correction = pairs.correction(image, values[i] * scale, wanted);
        for (int f = 0; f < d; f++) {
          turned[i * d + f] = vector[f] + correction[f];
        }
      }
      System.arraycopy(turned, 0, vectors, 0, turned.length);
      return near;
    }
  }
}
