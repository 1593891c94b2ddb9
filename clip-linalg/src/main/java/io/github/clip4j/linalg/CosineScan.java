package io.github.clip4j.linalg;

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
 * computed again in float64. What is handed over is thus the same for any number of threads and any
 * order of the rows.
 */
final class CosineScan {
  /** A block of rows that stays in a core's cache beside the queries. */
  private static final int BLOCK = 64;

  /** Multiplications that are worth another thread. */
  private static final int WORTH_A_THREAD = 1 << 20;

  /** Norms of stored unit vectors may be off by so much, as those of float16 are. */
  static final double NORM_TOLERANCE = 1e-3;

  private final Rows rows;
  private final int threads;
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
    long left = (long) rows.count() - first;
    int blocks = (int) ((left + BLOCK - 1) / BLOCK);
    long useful = 1 + left * rows.dimension() * count / WORTH_A_THREAD;
    try (Workers workers = new Workers((int) Math.min(threads, useful))) {
      workers.forEach(
          blocks,
          () -> {
            C collector = collectors.get();
            all.add(collector);
            Scan scan = new Scan(queries, count, collector);
            return block -> scan.rows(first + block * BLOCK);
          });
    }
    return all;
  }

  /** The work of one thread. */
  private final class Scan {
    private final int d = rows.dimension();
    private final float[] queries;
    private final int count;
    private final Collector collector;
    private final float[] products;
    private final float[] copy;
    private float[] values;
    private int offset;

    Scan(float[] queries, int count, Collector collector) {
      this.queries = queries;
      this.count = count;
      this.collector = collector;
      this.products = new float[BLOCK];
      this.copy = rows instanceof ArrayRows ? new float[0] : new float[BLOCK * d];
      this.values = copy;
    }

    void rows(int first) {
      int size = Math.min(BLOCK, rows.count() - first);
      if (rows instanceof ArrayRows array) {
        values = array.values();
        offset = first * d;
      } else {
        rows.copy(first, size, FloatBuffer.wrap(copy, 0, size * d));
      }
      for (int query = 0; query < count; query++) {
        RowProducts.multiply(values, offset, size, d, queries, query * d, products);
        collect(query, first, size);
      }
    }

    private void collect(int query, int first, int size) {
      float bar = collector.bar(query);
      for (int i = 0; i < size; i++) {
        if (products[i] + error >= bar) {
          float cosine = RowProducts.exact(values, offset + i * d, queries, query * d, d);
          if (cosine >= bar) {
            collector.take(query, first + i, cosine);
            bar = collector.bar(query);
          }
        }
      }
    }
  }
}
