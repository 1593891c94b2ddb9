package io.github.clip4j.linalg;

import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;

/**
 * k-means by small random batches (Sculley, Web-scale k-means clustering, 2010), with the rules of
 * scikit-learn's {@code MiniBatchKMeans}: centres that are running means of the rows they drew,
 * seldom chosen ones that start anew, and an end when the smoothed inertia of the batches no longer
 * falls. Far fewer looks at the rows than {@link KMeans}, for an inertia that is a little higher.
 *
 * <p>Settings are immutable; {@link #fit(Rows)} gives an immutable model. Rows are read in batches
 * of random rows, and once from first to last for their labels, so a mapped file may be larger than
 * the heap. The same rows, settings and seed give the same bits for any number of threads.
 *
 * <pre>{@code
 * KMeansModel clusters = MiniBatchKMeans.of(100).seed(42).fit(NpyRows.open(file));
 * }</pre>
 */
public final class MiniBatchKMeans {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final int clusters;
  private final long seed;
  private final int batchSize;
  private final int maxPasses;
  private final int threads;

  private MiniBatchKMeans(int clusters, long seed, int batchSize, int maxPasses, int threads) {
    this.clusters = clusters;
    this.seed = seed;
    this.batchSize = batchSize;
    this.maxPasses = maxPasses;
    this.threads = threads;
  }

  /**
   * Settings for a number of clusters: seed 42, batches of 1,024 rows, at most as many as make 100
   * passes over the rows.
   *
   * @param clusters the number of clusters, k, at least 1
   * @return the settings
   * @throws IllegalArgumentException if the number is below 1
   */
  public static MiniBatchKMeans of(int clusters) {
    if (clusters < 1) {
      throw new IllegalArgumentException("expected at least one cluster, got " + clusters);
    }
    return new MiniBatchKMeans(clusters, 42, 1024, 100, Workers.defaultThreads());
  }

  /**
   * The seed of the k-means++ start and of the batches.
   *
   * @param seed any number
   * @return settings that differ in this
   */
  public MiniBatchKMeans seed(long seed) {
    return new MiniBatchKMeans(clusters, seed, batchSize, maxPasses, threads);
  }

  /**
   * The rows of a batch; of fewer rows all are one.
   *
   * @param rows at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public MiniBatchKMeans batchSize(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("expected batches of at least one row, got " + rows);
    }
    return new MiniBatchKMeans(clusters, seed, rows, maxPasses, threads);
  }

  /**
   * The most batches, in passes over as many rows as there are.
   *
   * @param passes at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public MiniBatchKMeans maxPasses(int passes) {
    if (passes < 1) {
      throw new IllegalArgumentException("expected at least one pass, got " + passes);
    }
    return new MiniBatchKMeans(clusters, seed, batchSize, passes, threads);
  }

  /**
   * The threads to use, as many as there are processors by default; results do not depend on it.
   *
   * @param threads at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public MiniBatchKMeans threads(int threads) {
    return new MiniBatchKMeans(clusters, seed, batchSize, maxPasses, Workers.checkThreads(threads));
  }

  /**
   * Groups the rows.
   *
   * @param rows {@code [n, d]}
   * @return the clusters; its iterations are the batches that were drawn
   * @throws IllegalArgumentException if there are fewer rows than clusters, a batch does not fit
   *     into an array, or a value is NaN or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public KMeansModel fit(Rows rows) {
    KMeans.checkEnough(rows, clusters);
    ColumnMean.checkNotEmpty(rows);
    int batch = Math.min(batchSize, rows.count());
    if ((long) batch * rows.dimension() > LARGEST_ARRAY) {
      throw new IllegalArgumentException(
          "expected batches that fit into an array, at most "
              + LARGEST_ARRAY / rows.dimension()
              + " rows of "
              + rows.dimension()
              + ", got "
              + batch);
    }
    SplittableRandom random = new SplittableRandom(seed);
    try (Workers workers = new Workers(threads)) {
      Batches batches = new Batches(rows, random, batch, clusters);
      long most = Math.max(1, (long) maxPasses * rows.count() / batches.size());
      MiniBatchSteps steps = new MiniBatchSteps(batches, clusters, random.split(), workers);
      boolean converged = false;
      int step = 0;
      while (!converged && step < Math.min(most, Integer.MAX_VALUE)) {
        converged = steps.take(batches.draw());
        step++;
      }
      return KMeansModel.labelling(rows, steps.centres(), clusters, step, converged, workers);
    }
  }

  /**
   * As {@link #fit(Rows)}.
   *
   * @param rows {@code [n, d]}
   * @return the clusters
   * @throws IllegalArgumentException as {@link #fit(Rows)}
   */
  public KMeansModel fit(FMatrixRMaj rows) {
    return fit(Rows.of(rows));
  }
}
