package io.github.clip4j.image;

/** Takes the rows of a resized image. */
interface RowSink {
  /**
   * Takes the next row.
   *
   * @param y its number, from 0 on
   * @param samples {@code [bands][width]}, flattened, of 0 to 255; good until this returns
   */
  void put(int y, int[] samples);
}
