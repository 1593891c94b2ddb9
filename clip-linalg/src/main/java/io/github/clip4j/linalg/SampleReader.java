package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thread's way to the blocks of samples: as they are, and as operands of products. */
final class SampleReader implements AutoCloseable {
  /** Of a row or a centre whose sums and differences of squares stay in the range of float32. */
  static final float LARGEST_SQUARE = 0x1p100f;

  private final Samples samples;
  private final int d;
  private final BlockValues values;
  private final Multiplier multiplier;
  private final Stage stage;
  private final int[] starts;
  private float[] prepared = new float[0];
  private float[] products = new float[0];
  private int block = -1;

  SampleReader(Samples samples, MatrixProducts products) {
    this.samples = samples;
    this.d = samples.d();
    this.values = new BlockValues(samples.rows(), samples.blocks().most());
    this.multiplier = products.multiplier();
    this.stage = products.stage(samples.blocks().most(), d);
    this.starts = new int[samples.blocks().most()];
  }

  /**
   * Goes to a block; where it is there for the first time, its values are checked.
   *
   * @throws IllegalArgumentException if a value is NaN or infinite
   */
  void go(int next) {
    block = next;
    values.go(first(), size());
    if (!samples.isKnown(next)) {
      if (samples.keeps()) {
        samples.place(next, place());
      }
      if (samples.measures()) {
        measure();
      }
      samples.markKnown(next);
    }
  }

  int first() {
    return samples.blocks().first(block);
  }

  int size() {
    return samples.blocks().size(block);
  }

  /** The array that holds the block's rows as they are, {@code [size, d]} from the start. */
  float[] values() {
    return values.array();
  }

  /** Where a row of the block starts in {@link #values()}. */
  int start(int i) {
    return values.start(i);
  }

  /**
   * Whether sums of the block's values and of their squares are known to stay in the range of
   * float32. Of samples that are shifted it is not known.
   */
  boolean sumsAreSafe() {
    if (samples.shift() != null) {
      return false;
    }
    float most = 0;
    for (int i = first(); i < first() + size(); i++) {
      most = Math.max(most, samples.squares()[i]);
    }
    return most < LARGEST_SQUARE;
  }

  /** The block as an operand. */
  Operand operand() {
    Optional<Operand> placed = samples.placed(block);
    if (placed.isPresent()) {
      return placed.get();
    }
    if (samples.shift() != null) {
      prepared = fitting(prepared, samples.blocks().most() * d);
    }
    stage.load(buffer(prepared), size());
    return stage;
  }

  /** Some rows of the block, counted from its first, as an operand. */
  Operand gather(int[] which, int count) {
    float[] rows = values();
    if (samples.shift() == null) {
      for (int r = 0; r < count; r++) {
        starts[r] = start(which[r]);
      }
      stage.gather(rows, starts, count);
      return stage;
    }
    prepared = fitting(prepared, samples.blocks().most() * d);
    for (int r = 0; r < count; r++) {
      prepare(rows, start(which[r]), 1, prepared, r * d);
    }
    stage.load(FloatBuffer.wrap(prepared), count);
    return stage;
  }

  /** The products of an operand with others, {@code [operand rows, others]}. */
  float[] multiply(Operand operand, Operand others) {
    products = fitting(products, operand.rows() * others.rows());
    multiplier.multiply(operand, others, products);
    return products;
  }

  /** The vectors times the matrix of products of the block's rows, {@code [vectors, d]}. */
  float[] multiplyByGram(Operand vectors, float[] offsets) {
    products = fitting(products, vectors.rows() * d);
    multiplier.multiplyByGram(operand(), vectors, offsets, products);
    return products;
  }

  private Operand place() {
    return samples.areFew()
        ? samples.stage(lasting(), size())
        : multiplier.place(lasting(), size(), d);
  }

  /** The block's values as an operand's, in memory that nobody writes to again. */
  private FloatBuffer lasting() {
    return samples.shift() != null ? buffer(new float[size() * d]) : values.lasting();
  }

  /** The block's values as an operand's, in memory that is their own or that was given. */
  private FloatBuffer buffer(float[] memory) {
    if (samples.shift() != null) {
      prepare(values(), start(0), size(), memory, 0);
      return FloatBuffer.wrap(memory, 0, size() * d);
    }
    return values.buffer();
  }

  private void prepare(float[] from, int start, int count, float[] to, int at) {
    float @Nullable [] shift = samples.shift();
    if (shift == null) {
      System.arraycopy(from, start, to, at, count * d);
      return;
    }
    double scale = samples.scale();
    for (int i = 0; i < count; i++) {
      for (int f = 0; f < d; f++) {
        to[at + i * d + f] = (float) ((from[start + i * d + f] - shift[f]) * scale);
      }
    }
  }

  /** Sets ‖x‖² of the operands, and of the block. */
  private void measure() {
    float[] rows = values();
    float @Nullable [] shift = samples.shift();
    float[] row = new float[shift == null ? 0 : d];
    float[] squares = samples.squares();
    double sum = 0;
    for (int i = 0; i < size(); i++) {
      double square;
      if (shift == null) {
        square = Vectors.square(rows, start(i), d);
      } else {
        prepare(rows, start(i), 1, row, 0);
        square = Vectors.square(row, 0, d);
      }
      if (!Double.isFinite(square)) {
        checkFinite(rows, i);
      }
      squares[first() + i] = (float) square;
      sum += square;
    }
    samples.setSquare(block, sum);
  }

  private void checkFinite(float[] rows, int i) {
    for (int f = 0; f < d; f++) {
      float value = rows[start(i) + f];
      if (!Float.isFinite(value)) {
        throw ColumnMean.notFinite(value, first() + i, f);
      }
    }
  }

  private static float[] fitting(float[] memory, int length) {
    return memory.length >= length ? memory : new float[length];
  }

  /** Gives the reader, and the memory it has by now, to whoever asks for one next. */
  @Override
  public void close() {
    samples.takeBack(this);
  }

  void free() {
    stage.close();
    multiplier.close();
  }
}
