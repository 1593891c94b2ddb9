package io.github.clip4j.image.codec;

/**
 * The rows of an image of up to four 8-bit samples a pixel, of which parts may have been decoded
 * only.
 */
public interface Rows {
  /**
   * Gives a part of a row.
   *
   * @param y the row
   * @param from first column
   * @param to one more than the last column
   * @param out the pixels, from place 0 on: the first band in the lowest eight bits of each; {@code
   *     [at least to - from]}
   */
  void read(int y, int from, int to, int[] out);

  /**
   * Takes one band out of pixels.
   *
   * @param pixels as {@link #read} gives them
   * @param band its number
   * @param out samples of 0 to 255
   * @param count how many
   */
  static void unpack(int[] pixels, int band, int[] out, int count) {
    int shift = 8 * band;
    for (int i = 0; i < count; i++) {
      out[i] = pixels[i] >> shift & 255;
    }
  }

  /**
   * Puts bands together, as {@link #read} gives them.
   *
   * @param samples of 0 to 255, {@code [at least bands][at least count]}
   * @param bands how many, one to four
   * @param count how many pixels
   * @param out the pixels
   */
  static void pack(int[][] samples, int bands, int count, int[] out) {
    if (bands == 3) {
      pack(samples[0], samples[1], samples[2], count, out);
      return;
    }
    System.arraycopy(samples[0], 0, out, 0, count);
    for (int band = 1; band < bands; band++) {
      add(samples[band], 8 * band, count, out);
    }
  }

  private static void pack(int[] a, int[] b, int[] c, int count, int[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = a[i] | b[i] << 8 | c[i] << 16;
    }
  }

  private static void add(int[] samples, int shift, int count, int[] out) {
    for (int i = 0; i < count; i++) {
      out[i] |= samples[i] << shift;
    }
  }
}
