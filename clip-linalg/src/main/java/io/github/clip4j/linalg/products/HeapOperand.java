package io.github.clip4j.linalg.products;

import io.github.clip4j.linalg.spi.Stage;
import java.nio.FloatBuffer;

/** Rows in an array: the caller's, or a copy where they lie elsewhere. */
final class HeapOperand implements Stage {
  private static final float[] NONE = {};

  private final int columns;
  private float[] own = NONE;
  private float[] values = NONE;
  private int start;
  private int rows;

  HeapOperand(int columns) {
    this.columns = columns;
  }

  @Override
  public void load(FloatBuffer buffer, int count) {
    rows = count;
    if (buffer.hasArray()) {
      values = buffer.array();
      start = buffer.arrayOffset() + buffer.position();
      return;
    }
    if (own.length < count * columns) {
      own = new float[count * columns];
    }
    buffer.duplicate().get(own, 0, count * columns);
    values = own;
    start = 0;
  }

  float[] values() {
    return values;
  }

  int start() {
    return start;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void close() {
    own = NONE;
    values = NONE;
    rows = 0;
  }
}
