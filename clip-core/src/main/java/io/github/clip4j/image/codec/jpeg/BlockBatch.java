package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;

/** Blocks that wait to be transformed to samples, many together. */
final class BlockBatch {
  /** Large enough for vector instructions to pay, small enough for the second-level cache. */
  private static final int BLOCKS = 256;

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
    int[] v0 = values[first];
    int[] v1 = values[first + 1];
    int[] v2 = values[first + 2];
    int[] v3 = values[first + 3];
    int[] v4 = values[first + 4];
    int[] v5 = values[first + 5];
    int[] v6 = values[first + 6];
    int[] v7 = values[first + 7];
    for (int i = 0; i < count; i++) {
      int at = places[i] + row * strides[i];
      samples[at] = (byte) v0[i];
      samples[at + 1] = (byte) v1[i];
      samples[at + 2] = (byte) v2[i];
      samples[at + 3] = (byte) v3[i];
      samples[at + 4] = (byte) v4[i];
      samples[at + 5] = (byte) v5[i];
      samples[at + 6] = (byte) v6[i];
      samples[at + 7] = (byte) v7[i];
    }
  }
}
