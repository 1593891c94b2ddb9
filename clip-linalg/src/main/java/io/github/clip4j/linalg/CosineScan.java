package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares a few unit vectors, the queries, with all rows, and hands over those cosines that reach
 * a collector's bar, exactly.
 *
 * <p>A float32 product whose error is bounded comes first; the rare rows that may reach the bar are
 * computed again in float64. What is handed over is thus the same for any number of threads, any
 * order of the rows and any {@link MatrixProducts}.
 */
final class CosineScan {
  /** Multiplications that are worth another thread. */
  private static final int WORTH_A_THREAD = 1 << 20;

  /** Norms of stored unit vectors may be off by so much, as those of float16 are. */
  static final double NORM_TOLERANCE = 1e-3;

  private final Rows rows;
  private final int threads;
  private final MatrixProducts matrices;
  private final float error;

  /** Is told of candidates; one thread alone uses it. */
  interface Collector {
    /** Cosines below are of no interest; it may rise from call to call, but not fall. */
    float bar(int query);

    /** Takes a cosine that reaches the bar. */
    void take(int query, int row, float cosine);
  }

  CosineScan(Rows rows, int threads) {
    this.rows = rows;
    this.threads = threads;
    this.matrices = ProductChoice.get();
    this.error = errorBound(rows.dimension());
  }

  /**
   * What a float32 product of two unit vectors may be off by: n roundings of unit roundoff u =
   * 2^-24 give at most γ(n) Σ|x_i y_i| with γ(n) = nu / (1 − nu), whatever the order of the sum
   * (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1), and Σ|x_i
   * y_i| is at most the product of the norms. The rest is the rounding of the exact cosine to
   * float32.
   */
  private static float errorBound(int dimension) {
    double roundings = (dimension + 1) * 0x1p-24;
    double norms = (1 + NORM_TOLERANCE) * (1 + NORM_TOLERANCE);
    return (float) (roundings / (1 - roundings) * norms + 0x1p-23);
  }

  /**
   * Compares rows from {@code first} on.
   *
   * @param queries {@code [count, d]}
   * @param collectors makes one for each thread
   * @return the collectors
   */
  <C extends Collector> List<C> run(
      float[] queries, int count, int first, Supplier<? extends C> collectors) {
    List<C> all = Collections.synchronizedList(new ArrayList<>());
    int left = rows.count() - first;
    Blocks blocks = new Blocks(left, rows.dimension(), 1);
    long useful = 1 + (long) left * rows.dimension() * count / WORTH_A_THREAD;
    try (Multiplier placing = matrices.multiplier();
        Operand placed = placing.place(FloatBuffer.wrap(queries), count, rows.dimension());
        Workers workers = new Workers((int) Math.min(threads, useful))) {
      workers.forEach(
          blocks.count(),
          () -> {
            C collector = collectors.get();
            all.add(collector);
            return new Scan(queries, placed, collector, first, blocks);
          });
    }
    return all;
  }

  /** The work of one thread. */
  private final class Scan implements Workers.Task {
    private final int d = rows.dimension();
    private final float[] queries;
    private final Operand placed;
    private final Collector collector;
    private final int start;
    private final Blocks blocks;
    private final Multiplier multiplier;
    private final Stage stage;
    private final float[] products;
    private final float[] floors;
    private final BlockValues values;
    private final float[] row = new float[d];
    private int rowInHand = -1;

    Scan(float[] queries, Operand placed, Collector collector, int start, Blocks blocks) {
      this.queries = queries;
      this.placed = placed;
      this.collector = collector;
      this.start = start;
      this.blocks = blocks;
      this.values = new BlockValues(rows, blocks.most());
      this.stage = matrices.stage(blocks.most(), d);
      this.products = new float[blocks.most() * placed.rows()];
      this.floors = new float[placed.rows()];
      this.multiplier = matrices.multiplier();
    }

    @Override
    public void run(int number) {
      int first = start + blocks.first(number);
      int size = blocks.size(number);
      values.go(first, size);
      stage.load(values.buffer(), size);
      multiply();
      for (int query = 0; query < floors.length; query++) {
        floors[query] = floor(query);
      }
      for (int i = 0; i < size; i++) {
        for (int query = 0; query < floors.length; query++) {
          if (products[i * floors.length + query] >= floors[query]) {
            compare(query, first + i);
          }
        }
      }
    }

    /** Sets the products, {@code [rows, queries]}. */
    private void multiply() {
      if (placed.rows() == 1) {
        // The same numbers, by a way that ONNX Runtime has for a single row.
        multiplier.multiply(placed, stage, products);
      } else {
        multiplier.multiply(stage, placed, products);
      }
    }

    /** What a product must reach so that the cosine may reach the bar. */
    private float floor(int query) {
      return Math.nextDown(collector.bar(query) - error);
    }

    private void compare(int query, int candidate) {
      if (candidate != rowInHand) {
        Blocks.read(rows, candidate, 1, row);
        rowInHand = candidate;
      }
      // Never a negative zero, which Float.compare would put below zero.
      float cosine = (float) Vectors.dot(row, 0, queries, query * d, d) + 0f;
      if (cosine >= collector.bar(query)) {
        collector.take(query, candidate, cosine);
        floors[query] = floor(query);
      }
    }

    @Override
    public void close() {
      stage.close();
      multiplier.close();
    }
  }
}
