package io.github.clip4j.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Blocks that wait to be transformed to samples, many together. */
final class BlockBatch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Large enough for vector instructions to pay, small enough for the second-level cache. */
  private static final int BLOCKS = 512;

  /** By place in the block and block. */
  private final int[][] values = new int[Component.SIZE][BLOCKS];

  private final int[] places = new int[BLOCKS];
  private final int[] strides = new int[BLOCKS];
  private final InverseDct dct = new InverseDct(BLOCKS);
  private byte[] samples = {};
  private int count;

  /** Begins with other samples to be written, and no blocks. */
  void start(byte[] target) {
    samples = target;
    clear();
  }

  /** Takes one more block up, whose samples belong there. */
  void add(int place, int stride) {
    if (count == BLOCKS) {
      flush();
    }
    places[count] = place;
    strides[count] = stride;
    count++;
  }

  /** By place in the block, the coefficients of all blocks, 0 until set. */
  int[][] values() {
    return values;
  }

  /** Which of the {@link #values} are those of the block that was added last. */
  int index() {
    return count - 1;
  }

  /** Transforms what is waiting. */
  void flush() {
    dct.transform(values);
    for (int row = 0; row < Component.BLOCK; row++) {
      store(row);
    }
    clear();
  }

  private void clear() {
    for (int[] value : values) {
      Arrays.fill(value, 0);
    }
    count = 0;
  }

  private void store(int row) {
    int first = Component.BLOCK * row;
    int[] left = values[first];
    int[] right = values[first + 4];
    pack(values[first + 1], values[first + 2], values[first + 3], left);
    pack(values[first + 5], values[first + 6], values[first + 7], right);
    for (int i = 0; i < count; i++) {
      long eight = (long) right[i] << 32 | (left[i] & 0xffffffffL);
      LONG.set(samples, places[i] + row * strides[i], eight);
    }
  }

  /** Four samples to an int, the first of them into the lowest bits. */
  private static void pack(int[] b, int[] c, int[] d, int[] a) {
    for (int i = 0; i < BLOCKS; i++) {
      a[i] |= b[i] << 8 | c[i] << 16 | d[i] << 24;
    }
  }
}
