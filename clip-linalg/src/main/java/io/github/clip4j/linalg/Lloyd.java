package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Lloyd's iteration after {@code _kmeans_single_lloyd} of scikit-learn's {@code
 * sklearn/cluster/_kmeans.py} and {@code lloyd_iter_chunked_dense}.
 *
 * <p>Sums over clusters are of the rows as they are, in float64, and only rows that change their
 * cluster are moved between them; each part of the rows has its own sums, joined in the order of
 * the parts.
 */
final class Lloyd {
  private final Samples samples;
  private final int clusters;
  private final int maxIterations;
  private final double tolerance;
  private final Workers workers;
  private final Blocks parts;

  /** With the tolerance as a bound of the sum of squared shifts. */
  Lloyd(Samples samples, int clusters, int maxIterations, double tolerance, Workers workers) {
    this.samples = samples;
    this.clusters = clusters;
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
    this.workers = workers;
    this.parts = new Blocks(samples.count(), (long) clusters * samples.d());
  }

  KMeansModel run(double[] initialCentres) {
    int[] labels = new int[samples.count()];
    Arrays.fill(labels, -1);
    double[][] sums = new double[parts.parts()][clusters * samples.d()];
    int[][] counts = new int[parts.parts()][clusters];
    double[] centres = initialCentres;
    int iteration = 0;
    boolean unchanged = false;
    boolean converged = false;
    while (iteration < maxIterations && !converged) {
      iteration++;
      unchanged = !assign(centres, labels, sums, counts);
      double[] moved = average(centres, labels, sums, counts);
      converged = unchanged || squaredShift(centres, moved) <= tolerance;
      centres = moved;
    }
    if (!unchanged) {
      assign(centres, labels, sums, counts);
    }
    return new KMeansModel(
        labels, centres, clusters, inertia(centres, labels), iteration, converged);
  }

  /** Gives each row its nearest centre and moves it between the sums; whether any changed. */
  private boolean assign(double[] centres, int[] labels, double[][] sums, int[][] counts) {
    CentreSet set = new CentreSet(samples, centres, clusters);
    boolean[] changed = new boolean[parts.parts()];
    workers.forEach(
        parts.parts(),
        () -> {
          NearestCentre search = new NearestCentre(samples);
          int[] before = new int[Blocks.ROWS];
          return part -> {
            for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
              System.arraycopy(labels, parts.first(b), before, 0, parts.size(b));
              search.find(set, b, labels);
              changed[part] |= move(b, before, labels, sums[part], counts[part], search.scratch());
            }
          };
        });
    for (boolean one : changed) {
      if (one) {
        return true;
      }
    }
    return false;
  }

  private boolean move(
      int block, int[] before, int[] labels, double[] sums, int[] counts, Samples.Scratch scratch) {
    int first = parts.first(block);
    int size = parts.size(block);
    if (Arrays.equals(labels, first, first + size, before, 0, size)) {
      return false;
    }
    int d = samples.d();
    float[] values = samples.values(block, scratch);
    for (int i = 0; i < size; i++) {
      int from = before[i];
      int to = labels[first + i];
      if (from == to) {
        continue;
      }
      if (from >= 0) {
        counts[from]--;
        add(values, i * d, -1, sums, from * d, d);
      }
      counts[to]++;
      add(values, i * d, 1, sums, to * d, d);
    }
    return true;
  }

  private static void add(float[] row, int start, double sign, double[] sums, int at, int d) {
    for (int f = 0; f < d; f++) {
      sums[at + f] += sign * row[start + f];
    }
  }

  /** The means of the clusters, after empty ones were given a far row. */
  private double[] average(double[] old, int[] labels, double[][] sums, int[][] counts) {
    int d = samples.d();
    double[] means = sums[0].clone();
    int[] sizes = counts[0].clone();
    for (int part = 1; part < sums.length; part++) {
      for (int i = 0; i < means.length; i++) {
        means[i] += sums[part][i];
      }
      for (int j = 0; j < clusters; j++) {
        sizes[j] += counts[part][j];
      }
    }
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      relocate(old, labels, means, sizes);
    }
    for (int i = 0; i < means.length; i++) {
      if (sizes[i / d] > 0) {
        means[i] /= sizes[i / d];
      }
    }
    putRestAtBiggest(means, sizes);
    return means;
  }

  /**
   * Gives each empty cluster the row farthest from the old centre of its cluster, the next farthest
   * to the next, as {@code _relocate_empty_clusters_dense} of {@code _k_means_common.pyx} does. Of
   * rows equally far the last comes first.
   */
  private void relocate(double[] old, int[] labels, double[] sums, int[] sizes) {
    int d = samples.d();
    double[] distances = distances(old, labels);
    int[] empty = IntStream.range(0, clusters).filter(j -> sizes[j] == 0).toArray();
    int[] far =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> -distances[i])
                    .thenComparing(Comparator.reverseOrder()))
            .limit(empty.length)
            .mapToInt(Integer::intValue)
            .toArray();
    if (distances[far[0]] == 0) {
      return; // Fewer distinct rows than clusters.
    }
    float[] row = new float[d];
    for (int e = 0; e < empty.length; e++) {
      int from = labels[far[e]];
      samples.row(far[e], row);
      add(row, 0, -1, sums, from * d, d);
      sizes[from]--;
      Arrays.fill(sums, empty[e] * d, (empty[e] + 1) * d, 0);
      add(row, 0, 1, sums, empty[e] * d, d);
      sizes[empty[e]] = 1;
    }
  }

  private void putRestAtBiggest(double[] centres, int[] sizes) {
    int d = samples.d();
    int biggest = 0;
    for (int j = 1; j < clusters; j++) {
      if (sizes[j] > sizes[biggest]) {
        biggest = j;
      }
    }
    for (int j = 0; j < clusters; j++) {
      if (sizes[j] == 0) {
        System.arraycopy(centres, biggest * d, centres, j * d, d);
      }
    }
  }

  private static double squaredShift(double[] from, double[] to) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      double difference = to[i] - from[i];
      sum += difference * difference;
    }
    return sum;
  }

  private double inertia(double[] centres, int[] labels) {
    double[] partial = new double[parts.parts()];
    double[] distances = distances(centres, labels);
    for (int part = 0; part < partial.length; part++) {
      int end = Math.min(samples.count(), parts.first(parts.firstOfPart(part + 1)));
      for (int i = parts.first(parts.firstOfPart(part)); i < end; i++) {
        partial[part] += distances[i];
      }
    }
    return Arrays.stream(partial).sum();
  }

  /** The squared distance of each row to its centre, from differences, {@code [n]}. */
  private double[] distances(double[] centres, int[] labels) {
    int d = samples.d();
    double[] distances = new double[samples.count()];
    workers.forEach(
        parts.count(),
        () -> {
          Samples.Scratch scratch = samples.scratch();
          return block -> {
            float[] values = samples.values(block, scratch);
            int first = parts.first(block);
            for (int i = 0; i < parts.size(block); i++) {
              int at = labels[first + i] * d;
              distances[first + i] = Vectors.squaredDistance(values, i * d, centres, at, d);
            }
          };
        });
    return distances;
  }
}
