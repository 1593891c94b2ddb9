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
    buffer.duplicate().get(own(count), 0, count * columns);
    values = own;
    start = 0;
  }

  @Override
  public void gather(float[] from, int[] starts, int count) {
    float[] to = own(count);
    for (int r = 0; r < count; r++) {
      System.arraycopy(from, starts[r], to, r * columns, columns);
    }
    rows = count;
    values = to;
    start = 0;
  }

  private float[] own(int count) {
    if (own.length < count * columns) {
      own = new float[count * columns];
    }
    return own;
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
