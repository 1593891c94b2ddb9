package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.Operand;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/**
 * Starting centres by greedy k-means++ (Arthur and Vassilvitskii 2007): each next centre is the one
 * of {@code 2 + ⌊ln k⌋} rows, drawn with probability proportional to their squared distance to the
 * nearest centre so far, that leaves the least sum of these distances; after {@code
 * _kmeans_plusplus} of scikit-learn's {@code sklearn/cluster/_kmeans.py}.
 *
 * <p>Reading the rows costs more than multiplying them, so one pass measures the distances to rows
 * for several centres to come. They are drawn with the weights of their time and later accepted
 * with probability (weight now / weight then), which is rejection sampling from the weights now:
 * weights only shrink.
 */
final class PlusPlus {
  private static final int MOST_AHEAD = 32;
  private static final long MOST_DISTANCES = 1 << 24;

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

  /** A row that may become a centre. */
  private static final class Candidate {
    private final int row;
    private final float weight;
    private final float[] distances;

    /** With its weight when it was drawn, and the scaled squared distances of all rows to it. */
    Candidate(int row, float weight, float[] distances) {
      this.row = row;
      this.weight = weight;
      this.distances = distances;
    }
  }

  /** Draws {@code [k, d]} rows. */
  double[] draw(SplittableRandom random) {
    int n = samples.count();
    double[] centres = new double[Math.multiplyExact(clusters, samples.d())];
    int row = Math.min(n - 1, (int) (uniform(random) * n));
    float[] closest = measure(new int[] {row})[0];
    put(row, centres, 0);
    Deque<Candidate> ahead = new ArrayDeque<>();
    Potential potential = new Potential(closest);
    for (int c = 1; c < clusters; c++) {
      Candidate best = null;
      Potential least = null;
      for (int t = 0; t < trials; t++) {
        Candidate candidate = next(ahead, closest, potential, clusters - c, random);
        Potential left = new Potential(closest, candidate.distances);
        if (best == null || least == null || left.sum() < least.sum()) {
          best = candidate;
          least = left;
        }
      }
      if (best == null || least == null) {
        throw new IllegalStateException("expected at least one trial");
      }
      potential = least;
      for (int i = 0; i < n; i++) {
        closest[i] = Math.min(closest[i], best.distances[i]);
      }
      put(best.row, centres, c * samples.d());
    }
    return centres;
  }

  /** The next draw from the weights, out of those that were measured ahead while there are any. */
  private Candidate next(
      Deque<Candidate> ahead,
      float[] closest,
      Potential potential,
      int centresLeft,
      SplittableRandom random) {
    while (true) {
      if (ahead.isEmpty()) {
        drawAhead(ahead, closest, potential, centresLeft, random);
      }
      Candidate candidate = ahead.remove();
      // Where no weight is left (all rows are centres) any row will do.
      if (candidate.weight == 0 || uniform(random) * candidate.weight < closest[candidate.row]) {
        return candidate;
      }
    }
  }

  private void drawAhead(
      Deque<Candidate> ahead,
      float[] closest,
      Potential potential,
      int centresLeft,
      SplittableRandom random) {
    int wanted = trials * centresLeft;
    long fitting = Math.max(trials, MOST_DISTANCES / samples.count());
    int count = (int) Math.min(Math.min(wanted + wanted / 8, MOST_AHEAD), fitting);
    int[] rows = new int[count];
    for (int t = 0; t < count; t++) {
      rows[t] = potential.find(uniform(random) * potential.sum());
    }
    float[][] distances = measure(rows);
    for (int t = 0; t < count; t++) {
      ahead.add(new Candidate(rows[t], closest[rows[t]], distances[t]));
    }
  }

  /** In [0, 1) from the 53 high bits, spelled out so that no release of Java can differ. */
  private static double uniform(SplittableRandom random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }

  /** Sums of weights, block by block, so that a draw need not walk over all of them. */
  private static final class Potential {
    private static final int BLOCK = 512;

    private final float[] weights;
    private final double[] blocks;
    private final double sum;

    Potential(float[] weights) {
      this(weights, weights);
    }

    /** Of the lesser of each two weights. */
    Potential(float[] one, float[] other) {
      this.weights = one;
      this.blocks = new double[(one.length + BLOCK - 1) / BLOCK];
      double total = 0;
      for (int block = 0; block < blocks.length; block++) {
        blocks[block] = sumOfLesser(one, other, block * BLOCK);
        total += blocks[block];
      }
      this.sum = total;
    }

    private static double sumOfLesser(float[] one, float[] other, int first) {
      int end = Math.min(one.length, first + BLOCK);
      double even = 0;
      double odd = 0;
      int i = first;
      for (; i + 2 <= end; i += 2) {
        even += Math.min(one[i], other[i]);
        odd += Math.min(one[i + 1], other[i + 1]);
      }
      return i < end ? even + odd + Math.min(one[i], other[i]) : even + odd;
    }

    double sum() {
      return sum;
    }

    /** The first row at which the running sum reaches the value: {@code searchsorted}. */
    int find(double value) {
      double before = 0;
      int block = 0;
      while (block < blocks.length - 1 && before + blocks[block] < value) {
        before += blocks[block++];
      }
      int end = Math.min(weights.length, (block + 1) * BLOCK);
      double running = before;
      for (int i = block * BLOCK; i < end - 1; i++) {
        running += weights[i];
        if (running >= value) {
          return i;
        }
      }
      return end - 1;
    }
  }

  private void put(int sample, double[] centres, int start) {
    float[] row = new float[samples.d()];
    Blocks.read(samples.rows(), sample, 1, row);
    for (int f = 0; f < row.length; f++) {
      centres[start + f] = row[f];
    }
  }

  /** The scaled squared distances of all rows to some of them, {@code [some, n]}. */
  private float[][] measure(int[] some) {
    double[] chosen = new double[some.length * samples.d()];
    for (int t = 0; t < some.length; t++) {
      put(some[t], chosen, t * samples.d());
    }
    float[][] distances = new float[some.length][samples.count()];
    try (CentreSet set = samples.centres(chosen, some.length)) {
      workers.forEach(samples.blocks().count(), () -> new DistanceTask(set, distances));
    }
    return distances;
  }

  /** Measures the rows of blocks. */
  private final class DistanceTask implements Workers.Task {
    private final SampleReader reader = samples.reader();
    private final CentreSet chosen;
    private final float[][] distances;

    DistanceTask(CentreSet chosen, float[][] distances) {
      this.chosen = chosen;
      this.distances = distances;
    }

    @Override
    public void run(int block) {
      reader.go(block);
      Operand operand = reader.operand();
      float[] products = reader.multiply(operand, chosen.operand());
      int count = chosen.count();
      int d = samples.d();
      for (int i = 0; i < reader.size(); i++) {
        int row = reader.first() + i;
        double square = samples.squares()[row];
        double error = chosen.error(Math.sqrt(square)) + chosen.squareError(square);
        for (int t = 0; t < count; t++) {
          double distance = square + chosen.square(t) - 2.0 * products[i * count + t];
          if (!(distance > error)) {
            // All digits cancelled, or overflowed: of equal rows none may be drawn twice.
            int start = reader.start(i);
            distance = Vectors.squaredDistance(reader.values(), start, chosen.exact(), t * d, d);
            distance *= samples.scale() * samples.scale();
          }
          // Finite, so that there are weights to draw by where values leave the range of a square.
          distances[t][row] = (float) Math.min(distance, Float.MAX_VALUE);
        }
      }
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
