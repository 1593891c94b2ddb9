package io.github.clip4j.linalg;

import java.util.SplittableRandom;

/**
 * Starting centres by greedy k-means++ (Arthur and Vassilvitskii 2007): each next centre is the one
 * of {@code 2 + ⌊ln k⌋} rows, drawn with probability proportional to their squared distance to the
 * nearest centre so far, that leaves the least sum of these distances; after {@code
 * _kmeans_plusplus} of scikit-learn's {@code sklearn/cluster/_kmeans.py}.
 */
final class PlusPlus {
  private final Samples samples;
  private final int clusters;
  private final int trials;
  private final Workers workers;

  PlusPlus(Samples samples, int clusters, Workers workers) {
    this.samples = samples;
    this.clusters = clusters;
    this.trials = 2 + (int) Math.log(clusters);
    this.workers = workers;
  }

  /** Draws {@code [k, d]} rows. */
  double[] draw(SplittableRandom random) {
    int n = samples.count();
    int d = samples.d();
    double[] centres = new double[Math.multiplyExact(clusters, d)];
    int[] candidates = {Math.min(n - 1, (int) (uniform(random) * n))};
    double[][] distances = distances(candidates);
    double[] closest = distances[0];
    double potential = sum(closest);
    put(candidates[0], centres, 0);
    for (int c = 1; c < clusters; c++) {
      candidates = new int[trials];
      for (int t = 0; t < trials; t++) {
        candidates[t] = find(closest, uniform(random) * potential);
      }
      distances = distances(candidates);
      int best = -1;
      for (int t = 0; t < trials; t++) {
        for (int i = 0; i < n; i++) {
          distances[t][i] = Math.min(distances[t][i], closest[i]);
        }
        double left = sum(distances[t]);
        if (best < 0 || left < potential) {
          best = t;
          potential = left;
        }
      }
      closest = distances[best];
      put(candidates[best], centres, c * d);
    }
    return centres;
  }

  /** In [0, 1) from the 53 high bits, spelled out so that no release of Java can differ. */
  private static double uniform(SplittableRandom random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** The first row at which the running sum reaches the value: {@code searchsorted(cumsum, v)}. */
  private static int find(double[] weights, double value) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (sum >= value) {
        return i;
      }
    }
    return weights.length - 1;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private void put(int sample, double[] centres, int start) {
    float[] row = new float[samples.d()];
    samples.row(sample, row);
    for (int f = 0; f < row.length; f++) {
      centres[start + f] = row[f];
    }
  }

  /** The scaled squared distances of all rows to some of them, {@code [candidates, n]}. */
  private double[][] distances(int[] candidates) {
    int d = samples.d();
    double[] chosen = new double[candidates.length * d];
    for (int t = 0; t < candidates.length; t++) {
      put(candidates[t], chosen, t * d);
    }
    CentreSet set = new CentreSet(samples, chosen, candidates.length);
    double[][] distances = new double[candidates.length][samples.count()];
    workers.forEach(
        samples.blocks().count(),
        () -> {
          Samples.Scratch scratch = samples.scratch();
          float[] products = new float[candidates.length * Blocks.ROWS];
          float[] row = new float[d];
          return block -> distances(set, block, scratch, products, row, distances);
        });
    return distances;
  }

  private void distances(
      CentreSet set,
      int block,
      Samples.Scratch scratch,
      float[] products,
      float[] row,
      double[][] distances) {
    int first = samples.blocks().first(block);
    int size = samples.blocks().size(block);
    int d = samples.d();
    float[] columns = samples.columns(block, scratch);
    FusedProducts.multiply(columns, size, d, set.scaled(), set.count(), products);
    for (int i = 0; i < size; i++) {
      double norm = samples.norm(first + i);
      double error = set.error(norm);
      for (int t = 0; t < set.count(); t++) {
        double distance = norm * norm + set.square(t) - 2.0 * products[t * size + i];
        if (distance <= error) {
          // All digits cancelled: of equal rows none may be drawn twice.
          samples.row(first + i, row);
          distance = Vectors.squaredDistance(row, 0, set.exact(), t * d, d);
          distance *= samples.scale() * samples.scale();
        }
        distances[t][first + i] = distance;
      }
    }
  }
}
