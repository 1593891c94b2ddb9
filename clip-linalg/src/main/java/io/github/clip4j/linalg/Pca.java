package io.github.clip4j.linalg;

import org.ejml.data.FMatrixRMaj;

/**
 * Principal component analysis, with the results of scikit-learn's {@code PCA(svd_solver="full")}.
 *
 * <p>Settings are immutable; {@link #fit(Rows)} gives an immutable model. All sums are in float64,
 * and the same rows give the same bits for any number of threads.
 *
 * <pre>{@code
 * PcaModel pca = Pca.withComponents(2).fit(Rows.of(embeddings));
 * FMatrixRMaj points = pca.transform(Rows.of(embeddings)); // [n, 2]
 * }</pre>
 */
public final class Pca {
  private final int components;
  private final double variance;
  private final boolean whiten;
  private final int threads;

  private Pca(int components, double variance, boolean whiten, int threads) {
    this.components = components;
    this.variance = variance;
    this.whiten = whiten;
    this.threads = threads;
  }

  /**
   * A fixed number of components.
   *
   * @param components at least 1, at most the lesser of rows and columns
   * @return the settings
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Pca withComponents(int components) {
    if (components < 1) {
      throw new IllegalArgumentException("expected at least one component, got " + components);
    }
    return new Pca(components, Double.NaN, false, Workers.defaultThreads());
  }

  /**
   * The fewest components whose shares of the variance add up to more than a fraction.
   *
   * @param fraction of the variance, above 0 and below 1
   * @return the settings
   * @throws IllegalArgumentException if the fraction is outside that range
   */
  public static Pca withVariance(double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "expected a fraction of variance above 0 and below 1, got " + fraction);
    }
    return new Pca(0, fraction, false, Workers.defaultThreads());
  }

  /**
   * Whether transformed points are divided by each component's standard deviation; off by default.
   *
   * @param whiten whether to divide
   * @return settings that differ in this
   */
  public Pca whiten(boolean whiten) {
    return new Pca(components, variance, whiten, threads);
  }

  /**
   * The threads to use, as many as there are processors by default; results do not depend on it.
   *
   * @param threads at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public Pca threads(int threads) {
    return new Pca(components, variance, whiten, Workers.checkThreads(threads));
  }

  /**
   * Finds the components of the rows.
   *
   * @param rows {@code [n, d]}, at least two
   * @return the fitted model
   * @throws IllegalArgumentException if there are fewer than two rows, fewer rows or columns than
   *     components, or a value is NaN or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public PcaModel fit(Rows rows) {
    int n = rows.count();
    int most = Math.min(n, rows.dimension());
    if (n < 2) {
      throw new IllegalArgumentException(
          "expected at least 2 rows, since variance divides by their number less one, got " + n);
    }
    if (components > most) {
      throw new IllegalArgumentException(
          "expected at most "
              + most
              + " components, the lesser of "
              + n
              + " rows and "
              + rows.dimension()
              + " columns, got "
              + components);
    }
    try (Workers workers = new Workers(threads)) {
      PrincipalAxes axes = PrincipalAxes.of(rows, components, variance, workers);
      return new PcaModel(axes, whiten, threads);
    }
  }

  /**
   * As {@link #fit(Rows)}.
   *
   * @param rows {@code [n, d]}, at least two
   * @return the fitted model
   * @throws IllegalArgumentException as {@link #fit(Rows)}
   */
  public PcaModel fit(FMatrixRMaj rows) {
    return fit(Rows.of(rows));
  }
}
