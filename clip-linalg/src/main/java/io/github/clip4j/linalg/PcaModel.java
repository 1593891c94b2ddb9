package io.github.clip4j.linalg;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * A fitted principal component analysis of {@code k} components over {@code d} columns.
 *
 * <p>An immutable value, to be used by any number of threads. Components are ordered by descending
 * variance; in each, the entry of largest absolute value, the first where several are, is positive:
 * the rule of scikit-learn's {@code svd_flip(u_based_decision=False)}.
 */
public final class PcaModel {
  private final PrincipalAxes axes;
  private final boolean whiten;
  private final int threads;

  PcaModel(PrincipalAxes axes, boolean whiten, int threads) {
    this.axes = axes;
    this.whiten = whiten;
    this.threads = threads;
  }

  /** {@return the number of components, {@code k}} */
  public int count() {
    return axes.count();
  }

  /** {@return the number of columns, {@code d}} */
  public int dimension() {
    return axes.dimension();
  }

  /** {@return whether transformed points are divided by each component's standard deviation} */
  public boolean whitens() {
    return whiten;
  }

  /** {@return the mean of each column, {@code [d]}} */
  public float[] mean() {
    return Vectors.toFloats(axes.mean());
  }

  /** {@return the components, {@code [k, d]}, orthonormal rows} */
  public FMatrixRMaj components() {
    return Vectors.toMatrix(axes.components());
  }

  /** {@return the variance along each component, {@code s² / (n - 1)}, {@code [k]}} */
  public double[] explainedVariance() {
    return axes.variance().clone();
  }

  /**
   * {@return the share of each component in the variance of all columns, {@code [k]}; 0 where the
   * rows have no variance at all}
   */
  public double[] explainedVarianceRatio() {
    double total = axes.totalVariance();
    return Arrays.stream(axes.variance()).map(v -> total > 0 ? v / total : 0).toArray();
  }

  /**
   * {@return the singular values of the centred rows that belong to the components, {@code [k]}}
   */
  public double[] singularValues() {
    return Arrays.stream(axes.variance()).map(v -> Math.sqrt(v * (axes.rows() - 1))).toArray();
  }

  /**
   * {@return the mean variance along the directions left out, the noise of probabilistic PCA
   * (Tipping and Bishop 1999); 0 where none is left out}
   */
  public double noiseVariance() {
    return axes.noiseVariance();
  }

  /**
   * Projects rows to the components: {@code (x - mean) · componentsᵀ}, divided by the standard
   * deviations when whitening. Along a component without variance a whitened point is 0.
   *
   * @param rows {@code [n, d]}
   * @return the projected points, {@code [n, k]}
   * @throws IllegalArgumentException if the rows have another number of columns
   */
  public FMatrixRMaj transform(Rows rows) {
    Vectors.checkDimension(rows, dimension(), "columns");
    FMatrixRMaj result = new FMatrixRMaj(rows.count(), count());
    try (Workers workers = new Workers(threads)) {
      axes.project(rows, whiten, result.data, workers);
    }
    return result;
  }

  /**
   * As {@link #transform(Rows)}.
   *
   * @param rows {@code [n, d]}
   * @return the projected points, {@code [n, k]}
   * @throws IllegalArgumentException as {@link #transform(Rows)}
   */
  public FMatrixRMaj transform(FMatrixRMaj rows) {
    return transform(Rows.of(rows));
  }

  /**
   * Leads projected points back: {@code y · components + mean}, after multiplication by the
   * standard deviations when whitening.
   *
   * @param points {@code [n, k]}
   * @return rows whose projection the points are, {@code [n, d]}
   * @throws IllegalArgumentException if the points have another number of entries
   */
  public FMatrixRMaj inverseTransform(Rows points) {
    Vectors.checkDimension(points, count(), "components");
    FMatrixRMaj result = new FMatrixRMaj(points.count(), dimension());
    try (Workers workers = new Workers(threads)) {
      axes.reconstruct(points, whiten, result.data, workers);
    }
    return result;
  }

  /**
   * As {@link #inverseTransform(Rows)}.
   *
   * @param points {@code [n, k]}
   * @return rows whose projection the points are, {@code [n, d]}
   * @throws IllegalArgumentException as {@link #inverseTransform(Rows)}
   */
  public FMatrixRMaj inverseTransform(FMatrixRMaj points) {
    return inverseTransform(Rows.of(points));
  }
}
