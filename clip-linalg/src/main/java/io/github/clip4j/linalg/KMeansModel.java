package io.github.clip4j.linalg;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * The outcome of k-means: a label for each of the {@code n} rows and {@code k} centres.
 *
 * <p>An immutable value, to be used by any number of threads.
 */
public final class KMeansModel {
  private final int[] labels;
  private final double[] centres;
  private final int clusters;
  private final double inertia;
  private final int iterations;
  private final boolean converged;

  KMeansModel(
      int[] labels,
      double[] centres,
      int clusters,
      double inertia,
      int iterations,
      boolean converged) {
    this.labels = labels;
    this.centres = centres;
    this.clusters = clusters;
    this.inertia = inertia;
    this.iterations = iterations;
    this.converged = converged;
  }

  /** {@return the number of clusters, {@code k}} */
  public int clusters() {
    return clusters;
  }

  /** {@return the number of columns, {@code d}} */
  public int dimension() {
    return centres.length / clusters;
  }

  /** {@return the cluster of each row, 0 to {@code k - 1}, {@code [n]}} */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * {@return the number of rows in each cluster, {@code [k]}; 0 only where there are fewer distinct
   * rows than clusters}
   */
  public int[] sizes() {
    int[] sizes = new int[clusters];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }

  /** {@return the centres, the means of their rows, {@code [k, d]}} */
  public FMatrixRMaj centres() {
    return Vectors.toMatrix(centres, clusters, dimension());
  }

  /** {@return the sum of the squared distances of the rows to the centres of their clusters} */
  public double inertia() {
    return inertia;
  }

  /** {@return the iterations of the start that was kept} */
  public int iterations() {
    return iterations;
  }

  /** {@return whether the start that was kept ended by itself and not at the most iterations} */
  public boolean converged() {
    return converged;
  }

  /**
   * Finds the cluster whose centre is nearest to each row, the lowest index where several are.
   *
   * @param rows {@code [m, d]}
   * @return the clusters, 0 to {@code k - 1}, {@code [m]}
   * @throws IllegalArgumentException if the rows have another number of columns, or a value is NaN
   *     or infinite
   */
  public int[] predict(Rows rows) {
    Vectors.checkDimension(rows, dimension(), "columns");
    if (rows.count() == 0) {
      return new int[0];
    }
    try (Workers workers = new Workers(Workers.defaultThreads())) {
      Samples samples = Samples.of(rows, workers);
      int[] nearest = new int[rows.count()];
      CentreSet set = new CentreSet(samples, centres, clusters);
      workers.forEach(
          samples.blocks().count(),
          () -> {
            NearestCentre search = new NearestCentre(samples);
            return block -> search.find(set, block, nearest);
          });
      return nearest;
    }
  }

  /**
   * As {@link #predict(Rows)}.
   *
   * @param rows {@code [m, d]}
   * @return the clusters, {@code [m]}
   * @throws IllegalArgumentException as {@link #predict(Rows)}
   */
  public int[] predict(FMatrixRMaj rows) {
    return predict(Rows.of(rows));
  }

  int distinctClusters() {
    return (int) Arrays.stream(sizes()).filter(size -> size > 0).count();
  }

  /** Whether the labels are the same but for their names. */
  boolean samePartition(KMeansModel other) {
    int[] renamed = new int[clusters];
    Arrays.fill(renamed, -1);
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      if (renamed[label] == -1) {
        renamed[label] = other.labels[i];
      } else if (renamed[label] != other.labels[i]) {
        return false;
      }
    }
    return true;
  }
}
