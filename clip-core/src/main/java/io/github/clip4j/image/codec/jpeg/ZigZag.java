package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;

/** The order of coefficients in a file (T.81 figure A.6). */
final class ZigZag {
  /**
   * Row times 8 plus column, by the place in the file. A run that leads out of the block ends at
   * its last coefficient, as in libjpeg.
   */
  static final int[] ORDER = order();

  private ZigZag() {}

  private static int[] order() {
    int[] order = new int[Component.SIZE + 16];
    Arrays.fill(order, Component.SIZE - 1);
    int place = 0;
    for (int diagonal = 0; diagonal < 15; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        // Odd diagonals run down, even ones up.
        int row = diagonal % 2 == 1 ? i : diagonal - i;
        int column = diagonal - row;
        if (row < 8 && column < 8) {
          order[place++] = 8 * row + column;
        }
      }
    }
    return order;
  }
}
