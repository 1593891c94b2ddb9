package io.github.clip4j.image;

import java.util.Arrays;

/**
 * Memory that resampling needs, to be used for one image after the other. For one thread at a time.
 *
 * <p>Columns and rows are arrays of their own: loops over several of them with one index become
 * vector instructions, loops over one array with several offsets do not.
 */
final class ResamplingBuffers {
  private int[][][] rows = {};
  private int[][] columns = {};
  private int[][] between = {};
  private int[] sums = {};

  /** How much memory the larger of them hold, in bytes. */
  long size() {
    return Integer.BYTES * (sizeOf(columns) + sizeOf(between));
  }

  private static long sizeOf(int[][] arrays) {
    return arrays.length == 0 ? 0 : (long) arrays.length * arrays[0].length;
  }

  /** Rows as they come from the source: at least {@code [count][bands][width]}. */
  int[][][] rows(int count, int bands, int width) {
    if (rows.length < count) {
      int known = rows.length;
      rows = Arrays.copyOf(rows, count);
      Arrays.fill(rows, known, count, new int[0][]);
    }
    for (int i = 0; i < count; i++) {
      rows[i] = grown(rows[i], bands, width);
    }
    return rows;
  }

  /** A band of rows, turned: at least {@code [width][length]}. */
  int[][] columns(int width, int length) {
    columns = grown(columns, width, length);
    return columns;
  }

  /** Rows between the two passes: at least {@code [count][length]}. */
  int[][] between(int count, int length) {
    between = grown(between, count, length);
    return between;
  }

  /** At least this many sums. */
  int[] sums(int length) {
    if (sums.length < length) {
      sums = new int[length];
    }
    return sums;
  }

  private static int[][] grown(int[][] arrays, int count, int length) {
    int size = arrays.length == 0 ? 0 : arrays[0].length;
    if (arrays.length >= count && size >= length) {
      return arrays;
    }
    int[][] grown = Arrays.copyOf(arrays, Math.max(count, arrays.length));
    int newSize = Math.max(size, length);
    for (int i = 0; i < grown.length; i++) {
      if (i >= arrays.length || size < newSize) {
        grown[i] = new int[newSize];
      }
    }
    return grown;
  }
}
