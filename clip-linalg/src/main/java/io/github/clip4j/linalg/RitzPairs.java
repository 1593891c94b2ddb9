package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix within the span of orthonormal rows
 * (Rayleigh and Ritz).
 */
final class RitzPairs {
  private final double[][] basis;
  private final SymmetricEigen inside;

  /** Of a basis {@code [m, size]} and the eigenvectors of the matrix projected to it. */
  RitzPairs(double[][] basis, SymmetricEigen inside) {
    this.basis = basis;
    this.inside = inside;
  }

  /** The pairs of the projected matrix. */
  SymmetricEigen inside() {
    return inside;
  }

  /** All values, descending. */
  double[] values() {
    return inside.values();
  }

  /** The i-th vector, {@code [size]}. */
  double[] vector(int i) {
    return FusedProducts.combine(inside.vector(i), basis);
  }

  /** The first vectors, {@code [count, size]}. */
  double[][] vectors(int count) {
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = vector(i);
    }
    return vectors;
  }

  /** The first pairs alone. */
  SymmetricEigen leading(int count) {
    return new SymmetricEigen(Arrays.copyOf(values(), count), vectors(count));
  }

  /**
   * What to add to a vector among the first of whose residual {@code r = Av - θv} is known better
   * than these pairs know A: {@code -(A - θ)⁻¹ r}, with the pairs after the first for A, and the
   * mean of the eigenvalues that its trace leaves for it outside of their span.
   */
  double[] correction(double[] residual, double value, int first, double trace) {
    int m = basis.length;
    double left = trace - Arrays.stream(inside.values()).sum();
    double distance = value - Math.max(0, left / (residual.length - m));
    double[] shares = new double[m];
    for (int j = 0; j < m; j++) {
      shares[j] = Vectors.dot(basis[j], residual);
    }
    double[] weights = new double[m];
    for (int pair = 0; pair < m; pair++) {
      double[] vector = inside.vector(pair);
      double factor =
          pair < first ? 0 : Vectors.dot(vector, shares) / (value - inside.values()[pair]);
      for (int j = 0; j < m; j++) {
        weights[j] += vector[j] * factor;
      }
    }
    for (int j = 0; j < m; j++) {
      weights[j] -= shares[j] / distance;
    }
    double[] sum = FusedProducts.combine(weights, basis);
    for (int f = 0; f < sum.length; f++) {
      sum[f] += residual[f] / distance;
    }
    return sum;
  }
}
