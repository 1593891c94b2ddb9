package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;
import java.util.Objects;

/**
 * Blocks of a sequential file with several scans, whose coefficients are kept until all are read.
 */
final class BufferedBlocks implements Scan.Blocks {
  private static final int[] ONES = new int[Component.SIZE + 16];

  static {
    Arrays.fill(ONES, 1);
  }

  private final EntropyReader reader;
  private final int[][] block = new int[Component.SIZE][1];

  BufferedBlocks(EntropyReader reader) {
    this.reader = reader;
  }

  @Override
  public void read(Scan.Part part, int row, int column) {
    Component component = part.component();
    component.prediction += reader.difference(Objects.requireNonNull(part.dc()));
    for (int[] value : block) {
      value[0] = 0;
    }
    reader.coefficients(Objects.requireNonNull(part.ac()), ZigZag.ORDER, ONES, block, 0);
    block[0][0] = component.prediction;
    int at = component.coefficient(row, column);
    for (int i = 0; i < block.length; i++) {
      component.coefficients[at + i] = (short) block[i][0];
    }
  }

  @Override
  public void restart() {}
}
