package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one block of rows after the other in an array: that of the rows themselves where
 * they lie in one, or else a copy, made when it is first asked for. Of one thread.
 */
final class BlockValues {
  private final Rows rows;
  private final @Nullable ArrayRows array;
  private final int most;
  private final int d;
  private float[] copy = new float[0];
  private boolean isCopied;
  private int first;
  private int size;

  /** Of blocks that have at most so many rows. */
  BlockValues(Rows rows, int most) {
    this.rows = rows;
    this.array = rows instanceof ArrayRows lying ? lying : null;
    this.most = most;
    this.d = rows.dimension();
  }

  /** Goes to the block of some rows. */
  void go(int firstRow, int count) {
    first = firstRow;
    size = count;
    isCopied = false;
  }

  /** What holds the block's rows, {@code [size, d]} from {@code start(0)}. */
  float[] array() {
    if (array != null) {
      return array.values();
    }
    if (!isCopied) {
      if (copy.length == 0) {
        copy = new float[most * d];
      }
      Blocks.read(rows, first, size, copy);
      isCopied = true;
    }
    return copy;
  }

  /** Where a row of the block starts in the array. */
  int start(int i) {
    return (array != null ? first + i : i) * d;
  }

  /** The values in direct memory where they lie there, or else in the array. */
  FloatBuffer buffer() {
    return rows.direct(first, size).orElseGet(() -> FloatBuffer.wrap(array(), start(0), size * d));
  }

  /** The same in memory that nobody writes to again. */
  FloatBuffer lasting() {
    FloatBuffer values = buffer();
    boolean isCopy = values.hasArray() && array == null;
    return isCopy ? FloatBuffer.wrap(Arrays.copyOf(copy, size * d)) : values;
  }
}
