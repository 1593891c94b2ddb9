package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lloyd's iteration after {@code _kmeans_single_lloyd} of scikit-learn's {@code
 * sklearn/cluster/_kmeans.py} and {@code lloyd_iter_chunked_dense}.
 *
 * <p>Distances that {@link Bounds} or {@link PastProducts} prove needless are not computed; labels,
 * centres and iterations are as if they were.
 *
 * <p>Sums over clusters are of the rows as they are, in float64 (within a block in {@link
 * PairedSums}), and only rows that change their cluster are moved between them; each part of the
 * rows has its own sums, joined in the order of the parts.
 */
final class Lloyd {
  // With more of Σ‖x‖² cancelled than this leaves, less than twelve digits might be left.
  private static final double LEAST_SHARE = 0x1p-6;

  private final Samples samples;
  private final int clusters;
  private final int maxIterations;
  private final double tolerance;
  private final Workers workers;
  private final Blocks parts;

  /** With the tolerance as a multiple of the mean variance of the columns. */
  Lloyd(Samples samples, int clusters, int maxIterations, double tolerance, Workers workers) {
    this.samples = samples;
    this.clusters = clusters;
    this.maxIterations = maxIterations;
    this.tolerance = tolerance;
    this.workers = workers;
    this.parts = new Blocks(samples.count(), samples.d(), (long) clusters * samples.d());
  }

  KMeansModel run(double[] initialCentres) {
    int[] labels = new int[samples.count()];
    Arrays.fill(labels, -1);
    double[][] sums = new double[parts.parts()][clusters * samples.d()];
    int[][] counts = new int[parts.parts()][clusters];
    Bounds bounds = new Bounds(samples, clusters);
    PastProducts past = PastProducts.of(samples, clusters);
    double[] centres = initialCentres;
    double limit = Double.NaN;
    long computed = 0;
    int iteration = 0;
    boolean unchanged = false;
    boolean converged = false;
    while (iteration < maxIterations && !converged) {
      iteration++;
      // The first centres, which are mere rows, tell little about later ones.
      PastProducts known = iteration == 1 ? null : past;
      Assignment assignment = assign(centres, bounds, known, labels, sums, counts);
      computed += assignment.computed();
      unchanged = !assignment.changed();
      if (iteration == 1) {
        double variance = samples.variance(columnSums(sums));
        limit = Double.isFinite(variance) ? tolerance * variance : 0;
      }
      if (unchanged && noneIsEmpty(counts)) {
        converged = true; // The means would be the same again.
      } else {
        double[] moved = average(centres, labels, sums, counts);
        converged = unchanged || squaredShift(centres, moved) <= limit;
        bounds.move(centres, moved);
        centres = moved;
      }
    }
    int assignments = iteration;
    if (!unchanged) {
      computed += assign(centres, bounds, past, labels, sums, counts).computed();
      assignments++;
    }
    double skipped = 1 - computed / ((double) samples.count() * clusters * assignments);
    double inertia = inertia(centres, labels, sums, counts);
    return new KMeansModel(
        labels, centres, clusters, inertia, iteration, converged, skipped, workers.threads());
  }

  /**
   * What came of one look at all rows.
   *
   * @param changed whether any row changed its cluster
   * @param computed the distances that were computed
   */
  private record Assignment(boolean changed, long computed) {}

  /** Gives each row its nearest centre and moves it between the sums. */
  private Assignment assign(
      double[] centres,
      Bounds bounds,
      @Nullable PastProducts past,
      int[] labels,
      double[][] sums,
      int[][] counts) {
    boolean[] changed = new boolean[parts.parts()];
    AtomicLong computed = new AtomicLong();
    try (CentreSet set = samples.centres(centres, clusters)) {
      if (past != null) {
        past.begin();
      }
      workers.forEach(
          parts.parts(),
          () ->
              new PartTask(
                  set,
                  new NearestCentre(samples, bounds, past),
                  labels,
                  sums,
                  counts,
                  changed,
                  computed));
    }
    boolean any = false;
    for (boolean one : changed) {
      any |= one;
    }
    return new Assignment(any, computed.get());
  }

  /** Assigns the rows of parts. */
  private final class PartTask implements Workers.Task {
    private final CentreSet centres;
    private final NearestCentre search;
    private final int[] labels;
    private final double[][] sums;
    private final int[][] counts;
    private final boolean[] changed;
    private final AtomicLong computed;
    private final int[] before = new int[parts.most()];
    private final PairedSums moved = new PairedSums(clusters, samples.d());

    PartTask(
        CentreSet centres,
        NearestCentre search,
        int[] labels,
        double[][] sums,
        int[][] counts,
        boolean[] changed,
        AtomicLong computed) {
      this.centres = centres;
      this.search = search;
      this.labels = labels;
      this.sums = sums;
      this.counts = counts;
      this.changed = changed;
      this.computed = computed;
    }

    @Override
    public void run(int part) {
      for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
        int first = parts.first(b);
        int size = parts.size(b);
        System.arraycopy(labels, first, before, 0, size);
        search.find(centres, b, labels);
        if (!Arrays.equals(labels, first, first + size, before, 0, size)) {
          changed[part] = true;
          move(sums[part], counts[part]);
        }
      }
    }

    /** Moves the rows of the reader's block whose labels are no longer what they were before. */
    private void move(double[] sums, int[] counts) {
      SampleReader reader = search.reader();
      boolean inFloat32 = reader.sumsAreSafe();
      for (int i = 0; i < reader.size(); i++) {
        int from = before[i];
        int to = labels[reader.first() + i];
        if (from == to) {
          continue;
        }
        if (from >= 0) {
          counts[from]--;
          add(reader, i, -1, from, inFloat32, sums);
        }
        counts[to]++;
        add(reader, i, 1, to, inFloat32, sums);
      }
      moved.flush(sums);
    }

    private void add(
        SampleReader reader, int i, int sign, int cluster, boolean inFloat32, double[] sums) {
      if (inFloat32) {
        moved.add(reader.values(), reader.start(i), sign, cluster);
      } else {
        Lloyd.add(reader.values(), reader.start(i), sign, sums, cluster * samples.d(), samples.d());
      }
    }

    @Override
    public void close() {
      computed.addAndGet(search.computed());
      search.close();
    }
  }

  private static void add(float[] row, int start, double sign, double[] sums, int at, int d) {
    for (int f = 0; f < d; f++) {
      sums[at + f] += sign * row[start + f];
    }
  }

  private double[] columnSums(double[][] sums) {
    int d = samples.d();
    double[] columns = new double[d];
    for (double[] part : sums) {
      for (int j = 0; j < clusters; j++) {
        for (int f = 0; f < d; f++) {
          columns[f] += part[j * d + f];
        }
      }
    }
    return columns;
  }

  private static boolean noneIsEmpty(int[][] counts) {
    return Arrays.stream(joined(counts)).allMatch(size -> size > 0);
  }

  /** The means of the clusters, after empty ones were given a far row. */
  private double[] average(double[] old, int[] labels, double[][] sums, int[][] counts) {
    int d = samples.d();
    double[] means = joined(sums);
    int[] sizes = joined(counts);
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      relocate(old, labels, means, sizes);
    }
    for (int j = 0; j < clusters; j++) {
      if (sizes[j] > 0) {
        divide(means, j * d, (j + 1) * d, sizes[j]);
      }
    }
    putRestAtBiggest(means, sizes);
    return means;
  }

  private static void divide(double[] values, int from, int to, double divisor) {
    for (int i = from; i < to; i++) {
      values[i] /= divisor;
    }
  }

  /**
   * Gives each empty cluster the row farthest from the old centre of its cluster, the next farthest
   * to the next, as {@code _relocate_empty_clusters_dense} of {@code _k_means_common.pyx} does. Of
   * rows equally far the last comes first.
   */
  private void relocate(double[] old, int[] labels, double[] sums, int[] sizes) {
    int d = samples.d();
    double[] distances = distances(old, labels).each();
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
      Blocks.read(samples.rows(), far[e], 1, row);
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
    return Vectors.squaredDistance(from, 0, to, 0, from.length);
  }

  /**
   * The sum of squared distances {@code Σ‖x‖² - 2 Σ c·S + Σ n‖c‖²}, from the sums S of the clusters
   * and their sizes n; by a look at all rows where that cancels, or where rows are shifted and
   * rounded.
   */
  private double inertia(double[] centres, int[] labels, double[][] sums, int[][] counts) {
    double total = samples.square();
    double[] joined = joined(sums);
    int[] sizes = joined(counts);
    double less = 0;
    for (int j = 0; j < clusters; j++) {
      for (int i = j * samples.d(); i < (j + 1) * samples.d(); i++) {
        less += centres[i] * (2 * joined[i] - sizes[j] * centres[i]);
      }
    }
    double inertia = total - less;
    boolean exact = samples.shift() == null && inertia > LEAST_SHARE * total;
    return exact ? inertia : distances(centres, labels).sum();
  }

  private CentreDistances distances(double[] centres, int[] labels) {
    return new CentreDistances(samples, parts, workers, centres, labels);
  }

  private static double[] joined(double[][] sums) {
    double[] joined = sums[0].clone();
    for (int part = 1; part < sums.length; part++) {
      for (int i = 0; i < joined.length; i++) {
        joined[i] += sums[part][i];
      }
    }
    return joined;
  }

  private static int[] joined(int[][] counts) {
    int[] joined = counts[0].clone();
    for (int part = 1; part < counts.length; part++) {
      for (int j = 0; j < joined.length; j++) {
        joined[j] += counts[part][j];
      }
    }
    return joined;
  }
}
