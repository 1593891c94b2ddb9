package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;

/**
 * The silhouette of a clustering (Rousseeuw 1987): for each row {@code (b - a) / max(a, b)}, where
 * a is its mean Euclidean distance to the other rows of its cluster and b the least mean distance
 * to the rows of another cluster; 0 for a row that is alone in its cluster.
 *
 * <p>An immutable value, from -1 (in the wrong cluster) to 1 (far from every other). Distances are
 * in float64; time grows with the square of the number of rows, memory does not.
 */
public final class Silhouette {
  private final double[] samples;
  private final int[] neighbours;

  Silhouette(double[] samples, int[] neighbours) {
    this.samples = samples;
    this.neighbours = neighbours;
  }

  /**
   * Measures a clustering.
   *
   * @param rows {@code [n, d]}
   * @param labels the cluster of each row, any numbers, {@code [n]}
   * @return the silhouette
   * @throws IllegalArgumentException if there is not one label for each row, the labels do not make
   *     2 to {@code n - 1} clusters, or a value is NaN or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public static Silhouette of(Rows rows, int[] labels) {
    return of(rows, labels, Workers.defaultThreads());
  }

  /**
   * As {@link #of(Rows, int[])}.
   *
   * @param rows {@code [n, d]}
   * @param labels the cluster of each row, any numbers, {@code [n]}
   * @return the silhouette
   * @throws IllegalArgumentException as {@link #of(Rows, int[])}
   */
  public static Silhouette of(FMatrixRMaj rows, int[] labels) {
    return of(Rows.of(rows), labels);
  }

  /**
   * As {@link #of(Rows, int[])}, on a number of threads, which does not change the result.
   *
   * @param rows {@code [n, d]}
   * @param labels the cluster of each row, any numbers, {@code [n]}
   * @param threads at least 1
   * @return the silhouette
   * @throws IllegalArgumentException as {@link #of(Rows, int[])}, or if there is no thread
   */
  public static Silhouette of(Rows rows, int[] labels, int threads) {
    if (labels.length != rows.count()) {
      throw new IllegalArgumentException(
          "expected one label for each of " + rows.count() + " rows, got " + labels.length);
    }
    int clusters = distinct(labels);
    if (!isDefined(clusters, labels.length)) {
      throw new IllegalArgumentException(
          "expected 2 to n - 1 clusters, since the silhouette is not defined otherwise, got "
              + clusters
              + " for "
              + labels.length
              + " rows");
    }
    try (Workers workers = new Workers(Workers.checkThreads(threads))) {
      return SilhouetteSums.of(rows, List.of(labels), workers).get(0);
    }
  }

  /**
   * Whether a clustering has a silhouette: it does with 2 to {@code n - 1} clusters that have rows.
   *
   * @param labels the cluster of each row, any numbers, {@code [n]}
   * @return whether {@link #of(Rows, int[])} accepts the labels
   */
  public static boolean isDefined(int[] labels) {
    return isDefined(distinct(labels), labels.length);
  }

  static boolean isDefined(int clusters, int rows) {
    return clusters >= 2 && clusters <= rows - 1;
  }

  static int distinct(int[] labels) {
    return (int) Arrays.stream(labels).distinct().count();
  }

  /** {@return the mean over the rows} */
  public double mean() {
    return Arrays.stream(samples).sum() / samples.length;
  }

  /** {@return the silhouette of each row, {@code [n]}} */
  public double[] samples() {
    return samples.clone();
  }

  /**
   * {@return the label of the other cluster with the least mean distance to each row, its
   * second-best choice, {@code [n]}}
   */
  public int[] neighbours() {
    return neighbours.clone();
  }
}
