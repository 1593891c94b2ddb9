package io.github.clip4j.linalg;

/**
 * For each row an upper bound of the distance to its centre and a lower bound of that to every
 * other, kept while centres move (Hamerly, Making k-means even faster, 2010): where the first is
 * below the second, the nearest centre is the same as before, and no distance need be computed.
 *
 * <p>The bounds enclose the errors of the distances they were set by, so that a row that is skipped
 * would have got the same label. Distances are those of the scaled samples.
 */
final class Bounds {
  // Above what rounding in float64 adds to a sum of moves.
  private static final double SLACK = 1 + 0x1p-40;

  private final double[] upper;
  private final double[] lower;
  private final int clusters;
  private final int dimension;
  private final double scale;
  private final double[] moved;
  private final double[] farthestOther;
  private final double[] halfway;
  private boolean set;

  Bounds(Samples samples, int clusters) {
    this.upper = new double[samples.count()];
    this.lower = new double[samples.count()];
    this.clusters = clusters;
    this.dimension = samples.d();
    this.scale = samples.scale();
    this.moved = new double[clusters];
    this.farthestOther = new double[clusters];
    this.halfway = new double[clusters];
  }

  /** Takes note of how far each centre moved, after all rows have bounds. */
  void move(double[] from, double[] to) {
    set = true;
    for (int j = 0; j < clusters; j++) {
      moved[j] = distance(from, j, to, j) * SLACK;
      halfway[j] = Double.POSITIVE_INFINITY;
    }
    for (int j = 0; j < clusters; j++) {
      farthestOther[j] = 0;
      for (int other = 0; other < clusters; other++) {
        if (other != j) {
          farthestOther[j] = Math.max(farthestOther[j], moved[other]);
        }
      }
      for (int other = 0; other < j; other++) {
        double half = distance(to, j, to, other) / 2 / SLACK;
        halfway[j] = Math.min(halfway[j], half);
        halfway[other] = Math.min(halfway[other], half);
      }
    }
  }

  private double distance(double[] a, int i, double[] b, int j) {
    double square = Vectors.squaredDistance(a, i * dimension, b, j * dimension, dimension);
    return Math.sqrt(square) * scale;
  }

  /** Carries the bounds along and collects the rows of a block that they do not decide. */
  int undecided(int first, int size, int[] labels, int[] which) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      boolean decided = false;
      if (set) {
        int label = labels[first + i];
        double most = upper[first + i] + moved[label];
        double least = lower[first + i] - farthestOther[label];
        upper[first + i] = most;
        lower[first + i] = least;
        decided = most * SLACK < Math.max(least, halfway[label]);
      }
      if (!decided) {
        which[count++] = i;
      }
    }
    return count;
  }

  /** Sets the bounds of a row by squared distances that are known up to an error, or are NaN. */
  void set(int row, double nearest, double others, double error) {
    upper[row] = Math.sqrt(Math.max(0, nearest + error)) * SLACK;
    lower[row] = Math.sqrt(Math.max(0, others - error)) / SLACK;
  }
}
