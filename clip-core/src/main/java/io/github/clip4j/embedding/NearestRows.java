package io.github.clip4j.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The nearest of every row among the other rows, by all {@code n²} dot products.
 *
 * <p>A block of queries is laid out by dimension, so that the inner loop runs over the queries, in
 * the cache and in the processor's lanes. Sums are made in one order, whatever the number of
 * threads.
 */
final class NearestRows {
  private static final int QUERIES = 64;
  private static final int UNROLLED = 4;

  private final float[] values;
  private final int dimension;
  private final int count;
  private final int k;

  /**
   * Of {@code [n, d]} values.
   *
   * @param k at most {@code n - 1}
   */
  NearestRows(float[] values, int dimension, int k) {
    this.values = values;
    this.dimension = dimension;
    this.count = values.length / dimension;
    this.k = k;
  }

  /** {@code [n, k]}: the rows with the highest dot product, best first, equal ones by row. */
  int[][] find() {
    int[][] nearest = new int[count][];
    int blocks = (count + QUERIES - 1) / QUERIES;
    IntStream.range(0, blocks).parallel().forEach(block -> find(block * QUERIES, nearest));
    return nearest;
  }

  private void find(int first, int[][] nearest) {
    int queries = Math.min(QUERIES, count - first);
    float[] byDimension = byDimension(first, queries);
    float[][] best = new float[queries][k];
    for (int q = 0; q < queries; q++) {
      Arrays.fill(best[q], Float.NEGATIVE_INFINITY);
      nearest[first + q] = new int[k];
    }
    float[] products = new float[QUERIES];
    for (int row = 0; row < count; row++) {
      multiply(byDimension, row, products);
      for (int q = 0; q < queries; q++) {
        if (products[q] > best[q][k - 1] && row != first + q) {
          insert(best[q], nearest[first + q], products[q], row);
        }
      }
    }
  }

  /** {@code [dimension rounded up, QUERIES]}, zero where there is no dimension or query. */
  private float[] byDimension(int first, int queries) {
    int rounded = (dimension + UNROLLED - 1) / UNROLLED * UNROLLED;
    float[] result = new float[rounded * QUERIES];
    for (int q = 0; q < queries; q++) {
      for (int j = 0; j < dimension; j++) {
        result[j * QUERIES + q] = values[(first + q) * dimension + j];
      }
    }
    return result;
  }

  private void multiply(float[] byDimension, int row, float[] products) {
    Arrays.fill(products, 0);
    int start = row * dimension;
    for (int j = 0; j < dimension; j += UNROLLED) {
      float a = values[start + j];
      float b = j + 1 < dimension ? values[start + j + 1] : 0;
      float c = j + 2 < dimension ? values[start + j + 2] : 0;
      float d = j + 3 < dimension ? values[start + j + 3] : 0;
      int offset = j * QUERIES;
      for (int q = 0; q < QUERIES; q++) {
        products[q] +=
            a * byDimension[offset + q]
                + b * byDimension[offset + QUERIES + q]
                + c * byDimension[offset + 2 * QUERIES + q]
                + d * byDimension[offset + 3 * QUERIES + q];
      }
    }
  }

  /** Puts the row behind those that are as good, and drops the last. */
  private static void insert(float[] best, int[] rows, float product, int row) {
    int place = best.length - 1;
    while (place > 0 && product > best[place - 1]) {
      best[place] = best[place - 1];
      rows[place] = rows[place - 1];
      place--;
    }
    best[place] = product;
    rows[place] = row;
  }
}
