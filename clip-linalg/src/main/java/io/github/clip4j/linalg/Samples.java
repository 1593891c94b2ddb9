package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fit as operands of products, in blocks: {@code (x - shift) · scale} in float32, or
 * the rows as they are where a few of them show neither a mean that is large beside the spread nor
 * values that a product could overflow on.
 *
 * <p>Blocks are read each time they are asked for, into memory that stays in a core's cache while
 * they are used. Kept are only few values, and samples of which pairs of blocks are multiplied,
 * where that takes no memory, or at most a quarter of what the JVM may use. The products only sort
 * out what is clearly near or far: what is close is decided on the rows themselves, in float64.
 */
final class Samples implements AutoCloseable {
  private static final double LARGEST_OFFSET = 8;
  private static final int LARGEST_EXPONENT = 20;
  private static final int LOOKED_AT = 16;

  /** So few are copied once, not in each pass: more would not stay in a cache. */
  private static final int FEW_VALUES = 1 << 20;

  private final Rows rows;
  private final MatrixProducts products;
  private final Blocks blocks;
  private final float @Nullable [] shift;
  private final double scale;
  private final float[] squares;
  private final double[] blockSquares;
  private final boolean[] known;
  private final boolean areFew;
  private final @Nullable Operand[] placed;
  private final Queue<SampleReader> readers = new ConcurrentLinkedQueue<>();

  private Samples(
      Rows rows,
      MatrixProducts products,
      float @Nullable [] shift,
      double scale,
      boolean keep,
      boolean measure) {
    this.rows = rows;
    this.products = products;
    this.blocks = new Blocks(rows.count(), rows.dimension(), 1);
    this.shift = shift;
    this.scale = scale;
    this.squares = new float[measure ? rows.count() : 0];
    this.blockSquares = new double[measure ? blocks.count() : 0];
    this.known = new boolean[blocks.count()];
    this.areFew = !keep && (long) rows.count() * rows.dimension() <= FEW_VALUES;
    boolean keeps = areFew || (keep && keepsBlocks());
    this.placed = new @Nullable Operand[keeps ? blocks.count() : 0];
  }

  /** Samples whose blocks are multiplied in pairs. */
  static Samples kept(Rows rows, MatrixProducts products) {
    return of(rows, products, true, true);
  }

  /** Samples that are read block after block. */
  static Samples passing(Rows rows, MatrixProducts products) {
    return of(rows, products, false, true);
  }

  /** As {@link #passing}, of rows whose values were checked, without lengths. */
  static Samples unmeasured(Rows rows, MatrixProducts products) {
    return of(rows, products, false, false);
  }

  /**
   * @throws IllegalArgumentException if there is no row or column
   */
  private static Samples of(Rows rows, MatrixProducts products, boolean keep, boolean measure) {
    ColumnMean.checkNotEmpty(rows);
    int d = rows.dimension();
    int size = Math.min(rows.count(), LOOKED_AT);
    FloatBuffer some = FloatBuffer.allocate(size * d);
    for (int i = 0; i < size; i++) {
      rows.copy((int) ((long) i * rows.count() / size), 1, some);
    }
    SomeRows look = new SomeRows(some.array(), size, d);
    if (look.isPlain()) {
      return new Samples(rows, products, null, 1, keep, measure);
    }
    return new Samples(rows, products, Vectors.toFloats(look.mean), look.scale(), keep, measure);
  }

  /**
   * What some rows, evenly spaced, are like: a choice of representation, on which no result
   * depends.
   */
  private static final class SomeRows {
    private final double[] mean;
    private final double spread;
    private final double largest;
    private final double largestDifference;

    SomeRows(float[] values, int size, int d) {
      mean = new double[d];
      for (int i = 0; i < size; i++) {
        for (int f = 0; f < d; f++) {
          mean[f] += values[i * d + f];
        }
      }
      double most = 0;
      double mostDifference = 0;
      double squares = 0;
      for (int f = 0; f < d; f++) {
        mean[f] /= size;
      }
      for (int i = 0; i < size; i++) {
        for (int f = 0; f < d; f++) {
          double difference = values[i * d + f] - mean[f];
          squares += difference * difference;
          mostDifference = Math.max(mostDifference, Math.abs(difference));
          most = Math.max(most, Math.abs(values[i * d + f]));
        }
      }
      spread = squares / size;
      largest = most;
      largestDifference = mostDifference;
    }

    boolean isPlain() {
      return Vectors.dot(mean, 0, mean, 0, mean.length) <= LARGEST_OFFSET * spread
          && Math.abs(Math.getExponent(largest)) <= LARGEST_EXPONENT;
    }

    /** The power of two that brings the largest entry to between 1 and 2, without rounding. */
    double scale() {
      return largestDifference > 0 ? Math.scalb(1.0, -Math.getExponent(largestDifference)) : 1;
    }
  }

  private boolean keepsBlocks() {
    boolean refers =
        shift == null
            && (products.usesDirectMemory()
                ? rows.direct(0, blocks.size(0)).isPresent()
                : rows instanceof ArrayRows);
    long bytes = (long) rows.count() * rows.dimension() * Float.BYTES;
    return refers || bytes <= Runtime.getRuntime().maxMemory() / 4;
  }

  /** A reader for one thread, to be closed by it, that others may use after it. */
  SampleReader reader() {
    SampleReader idle = readers.poll();
    return idle != null ? idle : new SampleReader(this, products);
  }

  void takeBack(SampleReader reader) {
    readers.add(reader);
  }

  /** Centres as operands of products with these samples. */
  CentreSet centres(double[] exact, int count) {
    return new CentreSet(this, products, exact, count);
  }

  Rows rows() {
    return rows;
  }

  Blocks blocks() {
    return blocks;
  }

  int count() {
    return rows.count();
  }

  int d() {
    return rows.dimension();
  }

  float @Nullable [] shift() {
    return shift;
  }

  double shift(int column) {
    return shift == null ? 0 : shift[column];
  }

  double scale() {
    return scale;
  }

  boolean keeps() {
    return placed.length > 0;
  }

  /** Makes an operand of a block of few samples, in memory that fits any of their blocks. */
  Operand stage(FloatBuffer values, int size) {
    Stage stage = products.stage(blocks.most(), d());
    stage.load(values, size);
    return stage;
  }

  /** Whether blocks are kept since there are few, and made by {@link #stage}. */
  boolean areFew() {
    return areFew;
  }

  Optional<Operand> placed(int block) {
    return keeps() ? Optional.ofNullable(placed[block]) : Optional.empty();
  }

  void place(int block, Operand operand) {
    placed[block] = operand;
  }

  boolean measures() {
    return squares.length > 0;
  }

  boolean isKnown(int block) {
    return known[block];
  }

  void markKnown(int block) {
    known[block] = true;
  }

  /** ‖x‖² of the operands, once their blocks are known, {@code [n]}. */
  float[] squares() {
    return squares;
  }

  /** Takes note of the sum of ‖x‖² over a block. */
  void setSquare(int block, double sum) {
    blockSquares[block] = sum;
  }

  /** The sum of ‖x‖² of samples that are all known, to the digits of float64. */
  double square() {
    double total = 0;
    for (double square : blockSquares) {
      total += square;
    }
    return total;
  }

  /**
   * The mean over the columns of their variances, of samples that are all known.
   *
   * @param sums the sums of the columns, {@code [d]}
   */
  double variance(double[] sums) {
    int n = count();
    double total = square() / (scale * scale);
    for (int f = 0; f < sums.length; f++) {
      double offset = sums[f] / n - shift(f);
      total -= n * offset * offset;
    }
    return Math.max(0, total / n / sums.length);
  }

  @Override
  public void close() {
    readers.forEach(SampleReader::free);
    for (@Nullable Operand operand : placed) {
      if (operand != null) {
        operand.close();
      }
    }
  }
}
