package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.Operand;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nearest centre of each row of a block: products in float32 leave, mostly, one
 * candidate; where several are within the rounding error, differences in float64 decide, the lowest
 * index where they are equal. So the labels do not depend on how products are computed.
 */
final class NearestCentre implements AutoCloseable {
  // Rows are gathered up to this share of a block: more is more work than products nobody needs.
  private static final double GATHERED = 0.75;
  // Products of all rows are of use later.
  private static final double GATHERED_WITH_PAST = 0.4;
  private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private final Samples samples;
  private final SampleReader reader;
  private final @Nullable Bounds bounds;
  private final @Nullable PastProducts past;
  private final float[][] scratch;
  private final int[] which;
  private float[] products = new float[0];
  private long computed;

  /** With bounds that spare rows, and products of before that spare more, or without either. */
  NearestCentre(Samples samples, @Nullable Bounds bounds, @Nullable PastProducts past) {
    this.samples = samples;
    this.reader = samples.reader();
    this.bounds = bounds;
    this.past = past;
    this.scratch = past == null ? new float[0][] : past.scratch();
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
    if (past != null && count > 0) {
      count = past.undecided(centres, block, labels, which, count, scratch);
    }
    if (count == 0) {
      return;
    }
    boolean whole = bounds == null || count > size * (past == null ? GATHERED : GATHERED_WITH_PAST);
    computed += (long) (whole ? size : count) * centres.count();
    Operand operand = whole ? reader.operand() : reader.gather(which, count);
    products = reader.multiply(operand, centres.operand());
    if (past != null && whole) {
      past.keep(centres, block, products, scratch);
    }
    for (int r = 0; r < count; r++) {
      int i = bounds == null ? r : which[r];
      int at = (whole ? i : r) * centres.count();
      labels[first + i] = nearest(centres, i, at);
    }
  }

  /**
   * The nearest centre of a row whose products start at a place.
   *
   * <p>Squared distances, raised by their error so that none is negative, are compared as the bits
   * of their float64, which have the same order; the last of these bits tell the centre. So there
   * is nothing to branch on, which would be guessed wrongly every third time.
   */
  private int nearest(CentreSet centres, int i, int at) {
    int row = reader.first() + i;
    double square = samples.squares()[row];
    double error = centres.error(Math.sqrt(square));
    double total = error + centres.squareError(square);
    int count = centres.count();
    long places = 2L * Integer.highestOneBit(count) - 1;
    long least = INFINITE;
    long second = INFINITE;
    double sum = 0;
    for (int j = 0; j < count; j++) {
      double distance = square + total + (centres.square(j) - 2.0 * products[at + j]);
      sum += distance;
      long key = (Double.doubleToRawLongBits(distance) & ~places) | j;
      long less = negativeOrZero(key - least);
      least += less;
      second += negativeOrZero(key - less - second);
    }
    if (!Double.isFinite(sum)) {
      // A product that overflowed says nothing.
      if (bounds != null) {
        bounds.set(row, Double.NaN, Double.NaN, Double.NaN);
      }
      return decide(centres, i, at, Double.POSITIVE_INFINITY);
    }
    double nearest = Double.longBitsToDouble(least & ~places) - total;
    double others = Double.longBitsToDouble(second & ~places) - total;
    // Twice what the bits of the centres may have changed.
    double rounding = count == 1 ? 0 : 0x1p-51 * places * (others + total);
    boolean clear = count == 1 || others - nearest > 2 * error + rounding;
    if (bounds != null) {
      bounds.set(row, nearest, clear ? others : nearest, total + rounding);
    }
    if (clear) {
      return (int) (least & places);
    }
    return decide(centres, i, at, nearest - square + 2 * error + rounding);
  }

  /** As {@code Math.min(0, value)}, of which the compiler makes a branch. */
  private static long negativeOrZero(long value) {
    return value & (value >> 63);
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
