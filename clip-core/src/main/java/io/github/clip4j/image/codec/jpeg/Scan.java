package io.github.clip4j.image.codec.jpeg;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan: which coefficients of which components follow (T.81 B.2.3), and in what order their
 * blocks do (A.2).
 *
 * @param parts the components with their tables
 * @param from first coefficient
 * @param to last coefficient
 * @param high bits of which the scan before was the last; 0 for a first scan
 * @param low bits that are left to later scans
 */
record Scan(List<Part> parts, int from, int to, int high, int low) {
  /** Blocks of a unit, at most (T.81 B.2.3). */
  private static final int MOST_BLOCKS = 10;

  /** Bits left to later scans, at most (jdphuff.c). */
  private static final int MOST_LOW_BITS = 13;

  /** A component of the scan, and its tables. */
  record Part(Component component, @Nullable HuffmanTable dc, @Nullable HuffmanTable ac) {}

  /** What is done with each block of a scan. */
  interface Blocks {
    void read(Part part, int row, int column);

    /** Forgets what was carried over from one block to the next. */
    void restart();
  }

  /** From the body of a scan header, with the tables that are there now. */
  static Scan of(
      byte[] data,
      int from,
      int end,
      List<Component> components,
      Tables tables,
      boolean progressive) {
    int count = end > from ? data[from] & 255 : 0;
    if (count < 1 || count > 4 || end - from != 4 + 2 * count) {
      throw Damage.of("a scan header of a wrong length");
    }
    int last = from + 1 + 2 * count;
    int first = data[last] & 255;
    int high = (data[last + 2] & 255) >> 4;
    boolean hasDc = !progressive || (first == 0 && high == 0);
    boolean hasAc = !progressive || first > 0;
    List<Part> parts = new ArrayList<>();
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      Component component = component(components, data[from + 1 + 2 * i] & 255);
      int ids = data[from + 2 + 2 * i] & 255;
      parts.add(
          new Part(
              component, hasDc ? tables.dc(ids >> 4) : null, hasAc ? tables.ac(ids & 15) : null));
      if (component.quantization == null) {
        component.quantization = tables.quantization(component.tableId);
      }
      component.prediction = 0;
      blocks += component.across * component.down;
    }
    if (count > 1 && blocks > MOST_BLOCKS) {
      throw Damage.of(blocks + " blocks in a unit");
    }
    Scan scan = new Scan(parts, first, data[last + 1] & 255, high, data[last + 2] & 15);
    if (progressive) {
      scan.checkProgression();
    }
    return scan;
  }

  private static Component component(List<Component> components, int id) {
    for (Component component : components) {
      if (component.id == id) {
        return component;
      }
    }
    throw Damage.of("a scan of an unknown component");
  }

  /** Refuses scans out of order, and notes which bits this one brings. */
  private void checkProgression() {
    boolean possible = from == 0 ? to == 0 : from <= to && to < Component.SIZE && parts.size() == 1;
    if (!possible || low > MOST_LOW_BITS || (high != 0 && low != high - 1)) {
      throw Damage.of("an impossible progressive scan");
    }
    for (Part part : parts) {
      int[] unknown = part.component.unknownBits;
      if (from > 0 && unknown[0] < 0) {
        throw Damage.of("a progressive scan out of order");
      }
      for (int i = from; i <= to; i++) {
        if (high != Math.max(0, unknown[i])) {
          throw Damage.of("a progressive scan out of order");
        }
        unknown[i] = low;
      }
    }
  }

  /** How many blocks there are in an image of so many interleaved units. */
  long blocks(int unitsAcross, int unitsDown) {
    if (parts.size() == 1) {
      Component only = parts.get(0).component();
      return (long) only.blocksAcross * only.blocksDown;
    }
    long blocks = 0;
    for (Part part : parts) {
      blocks += (long) part.component().across * part.component().down;
    }
    return blocks * unitsAcross * unitsDown;
  }

  /**
   * Reads all blocks.
   *
   * @param interval units between two restart markers; 0 for none
   * @param unitsAcross interleaved units in a row of the image
   * @param unitsDown rows of interleaved units
   * @param betweenRows called before each row
   */
  void read(
      EntropyReader reader,
      Blocks blocks,
      int interval,
      int unitsAcross,
      int unitsDown,
      Runnable betweenRows) {
    boolean interleaved = parts.size() > 1;
    Component first = parts.get(0).component();
    int columns = interleaved ? unitsAcross : first.blocksAcross;
    int rows = interleaved ? unitsDown : first.blocksDown;
    int left = interval;
    int number = 0;
    for (int row = 0; row < rows; row++) {
      betweenRows.run();
      for (int column = 0; column < columns; column++) {
        if (interval > 0 && left == 0) {
          reader.restart(number);
          restart(blocks);
          number = (number + 1) & 7;
          left = interval;
        }
        left--;
        if (interleaved) {
          readUnit(blocks, row, column);
        } else {
          blocks.read(parts.get(0), row, column);
        }
        reader.checkEnd();
      }
    }
  }

  private void readUnit(Blocks blocks, int row, int column) {
    for (Part part : parts) {
      int across = part.component().across;
      int down = part.component().down;
      for (int y = 0; y < down; y++) {
        for (int x = 0; x < across; x++) {
          blocks.read(part, row * down + y, column * across + x);
        }
      }
    }
  }

  private void restart(Blocks blocks) {
    for (Part part : parts) {
      part.component().prediction = 0;
    }
    blocks.restart();
  }
}
