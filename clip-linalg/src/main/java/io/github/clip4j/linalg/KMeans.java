package io.github.clip4j.linalg;

import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * k-means by Lloyd's algorithm, with the rules of scikit-learn's {@code KMeans}: greedy k-means++
 * starts, convergence by unchanged labels or by tolerance, relocation of empty clusters, ties to
 * the cluster of lowest index, and the best of several starts.
 *
 * <p>Settings are immutable; {@link #fit(Rows)} gives an immutable model. Verdicts between centres
 * are in float64, from explicit differences; sums of rows are in float64, within a block of rows in
 * pairs of float32, which have 48 bits; the inertia follows from these sums, or, where it is small
 * beside the squares of the rows, is summed in float64 from differences that are rounded to
 * float32. The same rows, settings and seed give the same bits for any number of threads.
 *
 * <p>Memory: rows are read where they lie, or, where the products in use want them elsewhere (on
 * the heap, or in native memory), block by block in each pass, a megabyte a thread. Besides, a fit
 * takes some 40 bytes a row, for up to an eighth as many clusters as columns four more for each
 * cluster, and, while it seeds, up to 64 MiB.
 *
 * <p>Random numbers come from {@link SplittableRandom} (Steele, Lea and Flood 2014), whose sequence
 * is the same on every Java release; start {@code r} uses the r-th generator split off from the one
 * of the seed, so that the first starts do not change when more are added.
 *
 * <pre>{@code
 * KMeansModel clusters = KMeans.of(4).seed(42).restarts(50).fit(Rows.of(embeddings));
 * int[] labels = clusters.labels();
 * }</pre>
 */
public final class KMeans {
  private static final Logger LOG = LoggerFactory.getLogger(KMeans.class);

  private final int clusters;
  private final long seed;
  private final int restarts;
  private final int maxIterations;
  private final double tolerance;
  private final @Nullable FMatrixRMaj initialCentres;
  private final int threads;

  private KMeans(
      int clusters,
      long seed,
      int restarts,
      int maxIterations,
      double tolerance,
      @Nullable FMatrixRMaj initialCentres,
      int threads) {
    this.clusters = clusters;
    this.seed = seed;
    this.restarts = restarts;
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
    this.initialCentres = initialCentres;
    this.threads = threads;
  }

  /**
   * Settings for a number of clusters: seed 42, one start, at most 300 iterations, tolerance 1e-4.
   *
   * @param clusters the number of clusters, k, at least 1
   * @return the settings
   * @throws IllegalArgumentException if the number is below 1
   */
  public static KMeans of(int clusters) {
    if (clusters < 1) {
      throw new IllegalArgumentException("expected at least one cluster, got " + clusters);
    }
    return new KMeans(clusters, 42, 1, 300, 1e-4, null, Workers.defaultThreads());
  }

  /**
   * The seed of the k-means++ starts.
   *
   * @param seed any number
   * @return settings that differ in this
   */
  public KMeans seed(long seed) {
    return new KMeans(clusters, seed, restarts, maxIterations, tolerance, initialCentres, threads);
  }

  /**
   * The number of starts, of which the one of least inertia is kept.
   *
   * @param restarts at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1, or above 1 with initial centres
   */
  public KMeans restarts(int restarts) {
    if (restarts < 1) {
      throw new IllegalArgumentException("expected at least one start, got " + restarts);
    }
    checkStarts(restarts, initialCentres);
    return new KMeans(clusters, seed, restarts, maxIterations, tolerance, initialCentres, threads);
  }

  /**
   * The most iterations of a start.
   *
   * @param maxIterations at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans maxIterations(int maxIterations) {
    if (maxIterations < 1) {
      throw new IllegalArgumentException("expected at least one iteration, got " + maxIterations);
    }
    return new KMeans(clusters, seed, restarts, maxIterations, tolerance, initialCentres, threads);
  }

  /**
   * A start ends when the squared shifts of its centres sum to at most this times the mean of the
   * columns' variances; with 0 it ends when nothing changes.
   *
   * @param tolerance at least 0
   * @return settings that differ in this
   * @throws IllegalArgumentException if the tolerance is negative or no number
   */
  public KMeans tolerance(double tolerance) {
    if (!(tolerance >= 0)) {
      throw new IllegalArgumentException("expected a tolerance of at least 0, got " + tolerance);
    }
    return new KMeans(clusters, seed, restarts, maxIterations, tolerance, initialCentres, threads);
  }

  /**
   * Starts from these centres instead of k-means++, once.
   *
   * @param centres {@code [k, d]}, copied
   * @return settings that differ in this
   * @throws IllegalArgumentException if there is not one centre for each cluster, or more than one
   *     start
   */
  public KMeans initialCentres(FMatrixRMaj centres) {
    if (centres.numRows != clusters) {
      throw new IllegalArgumentException(
          "expected " + clusters + " initial centres, got " + centres.numRows);
    }
    checkStarts(restarts, centres);
    return new KMeans(clusters, seed, restarts, maxIterations, tolerance, centres.copy(), threads);
  }

  /**
   * The threads to use, as many as there are processors by default; results do not depend on it.
   *
   * @param threads at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public KMeans threads(int threads) {
    return new KMeans(
        clusters,
        seed,
        restarts,
        maxIterations,
        tolerance,
        initialCentres,
        Workers.checkThreads(threads));
  }

  /** As these settings, for another number of clusters and without initial centres. */
  KMeans clusters(int number) {
    return new KMeans(number, seed, restarts, maxIterations, tolerance, null, threads);
  }

  private static void checkStarts(int restarts, @Nullable FMatrixRMaj centres) {
    if (restarts > 1 && centres != null) {
      throw new IllegalArgumentException(
          "expected one start with initial centres, since each would be the same, got " + restarts);
    }
  }

  /**
   * Groups the rows.
   *
   * @param rows {@code [n, d]}
   * @return the best of the starts
   * @throws IllegalArgumentException if there are fewer rows than clusters, the initial centres
   *     have another number of columns, or a value is NaN or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public KMeansModel fit(Rows rows) {
    checkEnough(rows, clusters);
    try (Workers workers = new Workers(threads)) {
      double @Nullable [] given = checkedCentres(rows.dimension(), workers);
      try (Samples samples = Samples.passing(rows, ProductChoice.get())) {
        Lloyd lloyd = new Lloyd(samples, clusters, maxIterations, tolerance, workers);
        KMeansModel best = given == null ? bestOfStarts(samples, lloyd, workers) : lloyd.run(given);
        warnOfMissingClusters(best);
        return best;
      }
    }
  }

  /**
   * As {@link #fit(Rows)}.
   *
   * @param rows {@code [n, d]}
   * @return the best of the starts
   * @throws IllegalArgumentException as {@link #fit(Rows)}
   */
  public KMeansModel fit(FMatrixRMaj rows) {
    return fit(Rows.of(rows));
  }

  static void checkEnough(Rows rows, int clusters) {
    if (rows.count() < clusters) {
      throw new IllegalArgumentException(
          "expected at least as many rows as clusters, got "
              + rows.count()
              + " rows for "
              + clusters
              + " clusters");
    }
  }

  private double @Nullable [] checkedCentres(int dimension, Workers workers) {
    if (initialCentres == null) {
      return null;
    }
    Rows rows = Rows.of(initialCentres);
    Vectors.checkDimension(rows, dimension, "columns as initial centres");
    ColumnMean.of(rows, workers);
    double[] centres = new double[clusters * dimension];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = initialCentres.data[i];
    }
    return centres;
  }

  /** A later start is better if its inertia is lower and it is not the same partition renamed. */
  private KMeansModel bestOfStarts(Samples samples, Lloyd lloyd, Workers workers) {
    SplittableRandom seeds = new SplittableRandom(seed);
    PlusPlus starts = new PlusPlus(samples, clusters, workers);
    KMeansModel best = lloyd.run(starts.draw(seeds.split()));
    for (int start = 1; start < restarts; start++) {
      KMeansModel next = lloyd.run(starts.draw(seeds.split()));
      if (next.inertia() < best.inertia() && !next.samePartition(best)) {
        best = next;
      }
    }
    return best;
  }

  private void warnOfMissingClusters(KMeansModel model) {
    int found = model.distinctClusters();
    if (found < clusters) {
      LOG.warn(
          "{} distinct clusters found where {} were asked for: rows may be duplicates",
          found,
          clusters);
    }
  }
}
