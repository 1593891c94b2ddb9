package io.github.clip4j.image.codec.vp8;

import java.util.Arrays;

/** Reads the coefficients of macroblocks, RFC 6386 section 13. */
final class Vp8Coefficients {
  private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
  private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
  private static final int[][] EXTRA_BITS = {
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  private static final int LUMA_WITHOUT_DC = 0;
  private static final int LUMA_DC = 1;
  private static final int CHROMA = 2;
  private static final int LUMA = 3;

  /** Blocks of a macroblock side by side: four of Y, two of U, two of V, and Y2. */
  private static final int CONTEXTS = 9;

  private final int[] probabilities;
  private final int[][] steps = new int[4][];
  private final boolean[] above;
  private final boolean[] left = new boolean[CONTEXTS];
  private final short[] lumaDc = new short[16];

  Vp8Coefficients(Vp8Header header, int macroblocksAcross) {
    probabilities = header.probabilities;
    for (int segment = 0; segment < steps.length; segment++) {
      steps[segment] = header.quantizerSteps(segment);
    }
    above = new boolean[CONTEXTS * macroblocksAcross];
  }

  void startRow() {
    Arrays.fill(left, false);
  }

  /** Reads a macroblock's coefficients and returns whether any is there. */
  boolean read(Vp8BoolReader reader, Vp8Macroblock block, int column) {
    Arrays.fill(block.coefficients, (short) 0);
    int context = CONTEXTS * column;
    if (block.skipped) {
      // The context of Y2 stays as it was where the macroblock has none.
      int kept = block.subblocks ? CONTEXTS - 1 : CONTEXTS;
      Arrays.fill(above, context, context + kept, false);
      Arrays.fill(left, 0, kept, false);
      return false;
    }
    int[] step = steps[block.segment];
    boolean any = false;
    if (!block.subblocks) {
      any = readLumaDc(reader, block, context, step);
    }
    any |= readLuma(reader, block, context, step);
    any |= readChroma(reader, block, context, step, 4);
    any |= readChroma(reader, block, context, step, 6);
    return any;
  }

  private boolean readLumaDc(Vp8BoolReader reader, Vp8Macroblock block, int context, int[] step) {
    Arrays.fill(lumaDc, (short) 0);
    int count = contextOf(context + 8, 8);
    boolean coded = readBlock(reader, LUMA_DC, count, step[2], step[3], 0, lumaDc, 0);
    above[context + 8] = coded;
    left[8] = coded;
    Vp8Transform.spreadDc(lumaDc, block.coefficients);
    boolean any = false;
    for (int at = 0; at < 16 * 16; at += 16) {
      any |= block.coefficients[at] != 0;
    }
    return any;
  }

  private boolean readLuma(Vp8BoolReader reader, Vp8Macroblock block, int context, int[] step) {
    int type = block.subblocks ? LUMA : LUMA_WITHOUT_DC;
    int first = block.subblocks ? 0 : 1;
    boolean any = false;
    for (int i = 0; i < 16; i++) {
      int x = context + (i & 3);
      int y = i >> 2;
      int count = contextOf(x, y);
      above[x] =
          readBlock(reader, type, count, step[0], step[1], first, block.coefficients, 16 * i);
      left[y] = above[x];
      any |= above[x];
    }
    return any;
  }

  /** The plane's contexts start at 4 or 6, its blocks at 16 or 20. */
  private boolean readChroma(
      Vp8BoolReader reader, Vp8Macroblock block, int context, int[] step, int plane) {
    boolean any = false;
    for (int i = 0; i < 4; i++) {
      int x = context + plane + (i & 1);
      int y = plane + (i >> 1);
      int count = contextOf(x, y);
      int at = 16 * (8 + 2 * plane + i);
      above[x] = readBlock(reader, CHROMA, count, step[4], step[5], 0, block.coefficients, at);
      left[y] = above[x];
      any |= above[x];
    }
    return any;
  }

  private int contextOf(int aboveAt, int leftAt) {
    return (above[aboveAt] ? 1 : 0) + (left[leftAt] ? 1 : 0);
  }

  /** Reads one block, dequantized, and returns whether it goes beyond its first coefficient. */
  private boolean readBlock(
      Vp8BoolReader reader,
      int type,
      int context,
      int dcStep,
      int acStep,
      int first,
      short[] target,
      int at) {
    int n = first;
    int p = node(type, n, context);
    while (n < 16) {
      if (reader.bit(probabilities[p]) == 0) {
        return n > first;
      }
      while (reader.bit(probabilities[p + 1]) == 0) {
        n++;
        if (n == 16) {
          return true;
        }
        p = node(type, n, 0);
      }
      int value;
      int next;
      if (reader.bit(probabilities[p + 2]) == 0) {
        value = 1;
        next = 1;
      } else {
        value = large(reader, p);
        next = 2;
      }
      int signed = reader.flag() ? -value : value;
      target[at + ZIGZAG[n]] = (short) (signed * (n > 0 ? acStep : dcStep));
      n++;
      p = node(type, n, next);
    }
    return true;
  }

  private static int node(int type, int n, int context) {
    return ((type * 8 + BANDS[n]) * 3 + context) * Vp8Tables.TOKEN_NODES;
  }

  /** A value of 2 or more: the lower part of the token tree, and extra bits. */
  private int large(Vp8BoolReader reader, int p) {
    if (reader.bit(probabilities[p + 3]) == 0) {
      return reader.bit(probabilities[p + 4]) == 0 ? 2 : 3 + reader.bit(probabilities[p + 5]);
    }
    if (reader.bit(probabilities[p + 6]) == 0) {
      if (reader.bit(probabilities[p + 7]) == 0) {
        return 5 + reader.bit(159);
      }
      int two = 2 * reader.bit(165);
      return 7 + two + reader.bit(145);
    }
    int high = reader.bit(probabilities[p + 8]);
    int category = 2 * high + reader.bit(probabilities[p + 9 + high]);
    int value = 0;
    for (int probability : EXTRA_BITS[category]) {
      value = 2 * value + reader.bit(probability);
    }
    return value + 3 + (8 << category);
  }
}
