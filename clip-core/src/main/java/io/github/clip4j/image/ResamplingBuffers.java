package io.github.clip4j.image;

import java.util.Arrays;

/**
 * Memory that resampling needs, to be used for one image after the other. For one thread at a time.
 *
 * <p>Columns and rows are arrays of their own: loops over several of them with one index become
 * vector instructions, loops over one array with several offsets do not.
 */
final class ResamplingBuffers {
  private int[][] rows = {};
  private int[][] columns = {};
  private int[][][] unpacked = {};
  private int[][] resized = {};
  private int[][][] between = {};
  private int[][] sums = {};

  /** How much memory the larger of them hold, in bytes. */
  long size() {
    long count = sizeOf(columns);
    for (int[][] band : between) {
      count += sizeOf(band);
    }
    return Integer.BYTES * count;
  }

  private static long sizeOf(int[][] arrays) {
    return arrays.length == 0 ? 0 : (long) arrays.length * arrays[0].length;
  }

  /** Rows as they come from the source: at least {@code [count][width]} pixels. */
  int[][] rows(int count, int width) {
    rows = grown(rows, count, width);
    return rows;
  }

  /** A band of rows, turned: at least {@code [width][length]} pixels. */
  int[][] columns(int width, int length) {
    columns = grown(columns, width, length);
    return columns;
  }

  /** Columns in use, their bands apart: at least {@code [bands][count][length]}. */
  int[][][] unpacked(int bands, int count, int length) {
    unpacked = grown(unpacked, bands, count, length);
    return unpacked;
  }

  /** Rows behind the horizontal pass: at least {@code [count][width]} pixels. */
  int[][] resized(int count, int width) {
    resized = grown(resized, count, width);
    return resized;
  }

  /** Rows between the two passes, their bands apart: at least {@code [bands][count][length]}. */
  int[][][] between(int bands, int count, int length) {
    between = grown(between, bands, count, length);
    return between;
  }

  /** At least {@code [count][length]} sums. */
  int[][] sums(int count, int length) {
    sums = grown(sums, count, length);
    return sums;
  }

  private static int[][][] grown(int[][][] arrays, int count, int rows, int length) {
    int known = arrays.length;
    int[][][] grown = known < count ? Arrays.copyOf(arrays, count) : arrays;
    for (int i = 0; i < count; i++) {
      grown[i] = grown(i < known ? grown[i] : new int[0][], rows, length);
    }
    return grown;
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
