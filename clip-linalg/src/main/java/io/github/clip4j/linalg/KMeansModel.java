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
  private final double skipped;
  private final int threads;

  KMeansModel(
      int[] labels,
      double[] centres,
      int clusters,
      double inertia,
      int iterations,
      boolean converged,
      double skipped,
      int threads) {
    this.labels = labels;
    this.centres = centres;
    this.clusters = clusters;
    this.inertia = inertia;
    this.iterations = iterations;
    this.converged = converged;
    this.skipped = skipped;
    this.threads = threads;
  }

  /** The clusters of given centres: one look at all rows, for their labels and the inertia. */
  static KMeansModel labelling(
      Rows rows, double[] centres, int clusters, int iterations, boolean ended, Workers workers) {
    int[] labels = new int[rows.count()];
    double[] distances = new double[rows.count()];
    int d = rows.dimension();
    try (Samples samples = Samples.passing(rows, ProductChoice.get());
        CentreSet set = samples.centres(centres, clusters)) {
      workers.forEach(
          samples.blocks().count(),
          () ->
              new Prediction(samples, set, labels) {
                @Override
                void found(SampleReader at) {
                  for (int i = 0; i < at.size(); i++) {
                    int row = at.first() + i;
                    distances[row] =
                        Vectors.squaredDistance(
                            at.values(), at.start(i), centres, labels[row] * d, d);
                  }
                }
              });
    }
    double inertia = Arrays.stream(distances).sum();
    return new KMeansModel(
        labels, centres, clusters, inertia, iterations, ended, 0, workers.threads());
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
   * {@return the share of the distances between rows and centres that the start that was kept did
   * not have to compute, since bounds proved that no label could change by them (Hamerly 2010); 0
   * to 1}
   */
  public double skippedShare() {
    return skipped;
  }

  /**
   * Finds the cluster whose centre is nearest to each row, the lowest index where several are, with
   * at most as many threads as the fit.
   *
   * @param rows {@code [m, d]}
   * @return the clusters, 0 to {@code k - 1}, {@code [m]}
   * @throws IllegalArgumentException if the rows have another number of columns, or a value is NaN
   *     or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public int[] predict(Rows rows) {
    Vectors.checkDimension(rows, dimension(), "columns");
    if (rows.count() == 0) {
      return new int[0];
    }
    try (Workers workers = new Workers(threads);
        Samples samples = Samples.passing(rows, ProductChoice.get());
        CentreSet set = samples.centres(centres, clusters)) {
      int[] nearest = new int[rows.count()];
      workers.forEach(samples.blocks().count(), () -> new Prediction(samples, set, nearest));
      return nearest;
    }
  }

  /** Finds the clusters of the rows of blocks. */
  static class Prediction implements Workers.Task {
    private final NearestCentre search;
    private final CentreSet centres;
    private final int[] nearest;

    Prediction(Samples samples, CentreSet centres, int[] nearest) {
      this.search = new NearestCentre(samples, null, null);
      this.centres = centres;
      this.nearest = nearest;
    }

    @Override
    public void run(int block) {
      search.find(centres, block, nearest);
      found(search.reader());
    }

    /** Called when the labels of a block are there. */
    void found(SampleReader at) {}

    @Override
    public void close() {
      search.close();
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
