package io.github.clip4j.image.codec;

/** The rows of an image of 8-bit samples, of which parts may have been decoded only. */
public interface Rows {
  /**
   * Gives a part of a row.
   *
   * @param y the row
   * @param from first column
   * @param to one more than the last column
   * @param out {@code [bands][at least to - from]}: samples of 0 to 255, from place 0 on
   */
  void read(int y, int from, int to, int[][] out);
}
