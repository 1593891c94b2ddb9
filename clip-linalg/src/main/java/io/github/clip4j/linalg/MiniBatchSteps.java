package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The steps of mini-batch k-means after {@code _mini_batch_step} and {@code
 * _mini_batch_convergence} of scikit-learn's {@code sklearn/cluster/_kmeans.py}, with its defaults.
 */
final class MiniBatchSteps {
  private static final double REASSIGNMENT_RATIO = 0.01;
  private static final int MAX_NO_IMPROVEMENT = 10;

  private final MatrixProducts products = ProductChoice.get();
  private final int clusters;
  private final int total;
  private final SplittableRandom random;
  private final Workers workers;
  private final double[] centres;
  private final double[] weights;
  private long sinceReassignment;
  private boolean started;
  private double smoothed = Double.NaN;
  private double least = Double.NaN;
  private int withoutImprovement;

  MiniBatchSteps(Batches batches, int clusters, SplittableRandom random, Workers workers) {
    this.clusters = clusters;
    this.total = batches.total();
    this.random = random;
    this.workers = workers;
    this.weights = new double[clusters];
    try (Samples start = Samples.passing(batches.start(), products)) {
      this.centres = new PlusPlus(start, clusters, workers).draw(random.split());
    }
  }

  double[] centres() {
    return centres;
  }

  /** Moves the centres by a batch; whether the inertia has stopped to fall. */
  boolean take(Rows batch) {
    int n = batch.count();
    int d = batch.dimension();
    int[] labels = new int[n];
    float[] values = new float[n * d];
    Blocks.read(batch, 0, n, values);
    try (Samples samples = Samples.passing(batch, products);
        CentreSet set = samples.centres(centres.clone(), clusters)) {
      workers.forEach(
          samples.blocks().count(), () -> new KMeansModel.Prediction(samples, set, labels));
    }
    double inertia = 0;
    for (int i = 0; i < n; i++) {
      inertia += Vectors.squaredDistance(values, i * d, centres, labels[i] * d, d);
    }
    average(values, labels, d);
    if (isTimeToReassign(n)) {
      reassign(values, n, d);
    }
    return hasConverged(inertia / n, n);
  }

  /** Each centre is the mean of all rows that it was ever the nearest to. */
  private void average(float[] values, int[] labels, int d) {
    double[] sums = new double[clusters * d];
    int[] counts = new int[clusters];
    for (int i = 0; i < labels.length; i++) {
      counts[labels[i]]++;
      for (int f = 0; f < d; f++) {
        sums[labels[i] * d + f] += values[i * d + f];
      }
    }
    for (int j = 0; j < clusters; j++) {
      if (counts[j] == 0) {
        continue;
      }
      double before = weights[j];
      weights[j] += counts[j];
      for (int f = j * d; f < (j + 1) * d; f++) {
        centres[f] = (centres[f] * before + sums[f]) / weights[j];
      }
    }
  }

  private boolean isTimeToReassign(int batch) {
    sinceReassignment += batch;
    boolean empty = Arrays.stream(weights).anyMatch(weight -> weight == 0);
    if (empty || sinceReassignment >= 10L * clusters) {
      sinceReassignment = 0;
      return true;
    }
    return false;
  }

  /** Centres that win hardly any rows are put on random rows of the batch. */
  private void reassign(float[] values, int n, int d) {
    double limit = REASSIGNMENT_RATIO * Arrays.stream(weights).max().orElse(0);
    int[] few =
        IntStream.range(0, clusters)
            .filter(j -> weights[j] < limit)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[a], weights[b]))
            .limit(n / 2)
            .mapToInt(Integer::intValue)
            .toArray();
    if (few.length == 0) {
      return;
    }
    int[] rows = IntStream.range(0, n).toArray();
    double kept = Double.POSITIVE_INFINITY;
    for (int j = 0; j < clusters; j++) {
      int each = j;
      if (Arrays.stream(few).noneMatch(one -> one == each)) {
        kept = Math.min(kept, weights[j]);
      }
    }
    for (int r = 0; r < few.length; r++) {
      int other = r + (int) Long.remainderUnsigned(random.nextLong(), n - r);
      int row = rows[other];
      rows[other] = rows[r];
      for (int f = 0; f < d; f++) {
        centres[few[r] * d + f] = values[row * d + f];
      }
      weights[few[r]] = kept;
    }
  }

  /** The first step only tells of the start. */
  private boolean hasConverged(double inertia, int batch) {
    if (!started) {
      started = true;
      return false;
    }
    double alpha = Math.min(1, batch * 2.0 / (total + 1));
    smoothed = Double.isNaN(smoothed) ? inertia : smoothed * (1 - alpha) + inertia * alpha;
    if (Double.isNaN(least) || smoothed < least) {
      least = smoothed;
      withoutImprovement = 0;
      return false;
    }
    withoutImprovement++;
    return withoutImprovement >= MAX_NO_IMPROVEMENT;
  }
}
