package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.Objects;

/** Rows that lie in one array, row-major. */
final class ArrayRows implements Rows {
  private final float[] values;
  private final int count;
  private final int dimension;

  ArrayRows(float[] values, int count, int dimension) {
    this.values = values;
    this.count = count;
    this.dimension = dimension;
  }

  /** All rows, row-major, for reading without a copy. */
  float[] values() {
    return values;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public void copy(int first, int rows, FloatBuffer destination) {
    Objects.checkFromIndexSize(first, rows, count);
    destination.put(values, first * dimension, rows * dimension);
  }
}
