package io.github.clip4j.linalg;

import java.nio.FloatBuffer;

/**
 * The fixed cut of {@code n} rows into blocks, and of the blocks into parts: functions of sizes
 * alone, so that sums over parts, joined in order, are the same for any number of threads.
 */
final class Blocks {
  // A block of a megabyte: it stays in a core's cache from its first use to its last.
  private static final int BLOCK_VALUES = 1 << 18;
  private static final int LEAST_ROWS = 16;
  private static final int MOST_ROWS = 4096;
  private static final int MAX_PARTS = 32;
  private static final int MAX_PARTIAL_VALUES = 1 << 23;

  private final int rows;
  private final int most;
  private final int parts;

  /** Cuts so that partial results of the given length, one a part, stay within 64 MiB. */
  Blocks(int rows, int dimension, long partialLength) {
    this.rows = rows;
    int fit = Math.min(MOST_ROWS, BLOCK_VALUES / Math.max(1, dimension));
    this.most = Integer.highestOneBit(Math.max(LEAST_ROWS, fit));
    long fitting = Math.max(1, MAX_PARTIAL_VALUES / Math.max(1, partialLength));
    this.parts = (int) Math.max(1, Math.min(Math.min(MAX_PARTS, fitting), count()));
  }

  /** The most rows of a block. */
  int most() {
    return Math.min(most, rows);
  }

  int count() {
    return Math.toIntExact(((long) rows + most - 1) / most);
  }

  int first(int block) {
    return block * most;
  }

  int size(int block) {
    return Math.min(most, rows - first(block));
  }

  int parts() {
    return parts;
  }

  /** The first block of a part; that of part {@code parts()} is the number of blocks. */
  int firstOfPart(int part) {
    return (int) ((long) part * count() / parts);
  }

  /** Copies a block's rows, row-major, to the start of the array. */
  static void read(Rows rows, int first, int count, float[] to) {
    rows.copy(first, count, FloatBuffer.wrap(to, 0, count * rows.dimension()));
  }
}
