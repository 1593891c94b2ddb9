package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centre of each row of a block: products in float32 leave, mostly, one
 * candidate; where several are within the rounding error, differences in float64 decide, the lowest
 * index where they are equal. So the labels do not depend on how products are computed.
 */
final class NearestCentre implements AutoCloseable {
  private final Samples samples;
  private final SampleReader reader;
  private final @Nullable Bounds bounds;
  private final int[] which;
  private float[] products = new float[0];
  private long computed;

  /** With bounds that spare rows, or without. */
  NearestCentre(Samples samples, @Nullable Bounds bounds) {
    this.samples = samples;
    this.reader = samples.reader();
    this.bounds = bounds;
    this.which = new int[samples.blocks().most()];
  }

  /** The reader, at the block that was last searched. */
  SampleReader reader() {
    return reader;
  }

  /** The distances between rows and centres that were computed so far. */
  long computed() {
    return computed;
  }

  /** Writes the labels of the block's rows to their places in {@code labels}, {@code [n]}. */
  void find(CentreSet centres, int block, int[] labels) {
    reader.go(block);
    int first = reader.first();
    int size = reader.size();
    int count = bounds == null ? size : bounds.undecided(first, size, labels, which);
    if (count == 0) {
      return;
    }
    computed += (long) count * centres.count();
    // Rows are gathered where that is less work than products that nobody needs.
    boolean whole = bounds == null || count > size - size / 4;
    Operand operand = whole ? reader.operand() : reader.gather(which, count);
    products = reader.multiply(operand, centres.operand());
    for (int r = 0; r < count; r++) {
      int i = bounds == null ? r : which[r];
      int at = (whole ? i : r) * centres.count();
      labels[first + i] = nearest(centres, i, at);
    }
  }

  private int nearest(CentreSet centres, int i, int at) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double second = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int j = 0; j < centres.count(); j++) {
      double score = centres.square(j) - 2.0 * products[at + j];
      sum += score;
      if (score < least) {
        second = least;
        least = score;
        best = j;
      } else if (score < second) {
        second = score;
      }
    }
    int row = reader.first() + i;
    double square = samples.squares()[row];
    double error = centres.error(Math.sqrt(square));
    if (!Double.isFinite(sum)) {
      // A product that overflowed says nothing.
      if (bounds != null) {
        bounds.set(row, Double.NaN, Double.NaN, Double.NaN);
      }
      return decide(centres, i, at, Double.POSITIVE_INFINITY);
    }
    boolean clear = centres.count() == 1 || second - least > 2 * error;
    if (bounds != null) {
      double others = clear ? second : least;
      bounds.set(row, square + least, square + others, error + centres.squareError(square));
    }
    return clear ? best : decide(centres, i, at, least + 2 * error);
  }

  private int decide(CentreSet centres, int i, int at, double limit) {
    float[] values = reader.values();
    int start = reader.start(i);
    int d = samples.d();
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < centres.count(); j++) {
      if (centres.square(j) - 2.0 * products[at + j] > limit) {
        continue;
      }
      double distance = Vectors.squaredDistance(values, start, centres.exact(), j * d, d);
      if (distance < least) {
        least = distance;
        best = j;
      }
    }
    return best;
  }

  @Override
  public void close() {
    reader.close();
  }
}
