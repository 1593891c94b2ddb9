package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix within the span of orthonormal rows
 * (Rayleigh and Ritz).
 */
final class RitzPairs {
  private final double[] basis;
  private final int size;
  private final SymmetricEigen inside;

  /** Of a basis {@code [m, size]} and the eigenvectors of the matrix projected to it. */
  RitzPairs(double[] basis, int size, SymmetricEigen inside) {
    this.basis = basis;
    this.size = size;
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
    return combine(inside.vector(i), basis, size);
  }

  /** The first vectors, {@code [count, size]}. */
  double[] vectors(int count) {
    double[] rows = new double[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(vector(i), 0, rows, i * size, size);
    }
    return rows;
  }

  /** The first pairs alone. */
  SymmetricEigen leading(int count) {
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = vector(i);
    }
    return new SymmetricEigen(Arrays.copyOf(values(), count), vectors);
  }

  /**
   * What to add to a vector among the first of whose residual {@code r = Av - θv} is known better
   * than these pairs know A: {@code -(A - θ)⁻¹ r}, with the pairs after the first for A, and 0 for
   * it outside of their span, where its eigenvalues are the small ones.
   */
  double[] correction(double[] residual, double value, int first) {
    int m = basis.length / size;
    double[] shares = new double[m];
    for (int j = 0; j < m; j++) {
      shares[j] = Vectors.dot(basis, j * size, residual, 0, size);
    }
    double[] weights = new double[m];
    for (int pair = 0; pair < m; pair++) {
      double[] vector = inside.vector(pair);
      double share = 0;
      for (int j = 0; j < m; j++) {
        share += vector[j] * shares[j];
      }
      double factor = pair < first ? 0 : share / (value - inside.values()[pair]);
      for (int j = 0; j < m; j++) {
        weights[j] += vector[j] * factor;
      }
    }
    for (int j = 0; j < m; j++) {
      weights[j] -= shares[j] / value;
    }
    double[] sum = combine(weights, basis, size);
    for (int f = 0; f < size; f++) {
      sum[f] += residual[f] / value;
    }
    return sum;
  }

  /** {@code Σ_j weights[j] · rows[j]}, {@code [size]}. */
  static double[] combine(double[] weights, double[] rows, int size) {
    double[] sum = new double[size];
    FusedProducts.multiply(rows, size, weights.length, weights, 1, sum);
    return sum;
  }
}
