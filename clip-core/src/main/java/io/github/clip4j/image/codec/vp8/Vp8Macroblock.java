package io.github.clip4j.image.codec.vp8;

import java.util.Arrays;

/** One macroblock of 16 x 16 pixels: how it is predicted, and what is added to that. */
final class Vp8Macroblock {
  // The modes for 16 x 16 luma and 8 x 8 chroma; the same numbers are the corresponding modes of
  // 4 x 4 blocks in the order of RFC 6386, section 8.1.
  static final int DC = 0;
  static final int TM = 1;
  static final int VERTICAL = 2;
  static final int HORIZONTAL = 3;

  // Further modes for 4 x 4 blocks.
  static final int LEFT_DOWN = 4;
  static final int RIGHT_DOWN = 5;
  static final int VERTICAL_RIGHT = 6;
  static final int VERTICAL_LEFT = 7;
  static final int HORIZONTAL_DOWN = 8;
  static final int HORIZONTAL_UP = 9;

  /** Section 11.2: the tree of 4 x 4 modes; leaves are negated, DC being 0. */
  private static final int[] MODE_TREE = {
    -DC,
    2,
    -TM,
    4,
    -VERTICAL,
    6,
    8,
    12,
    -HORIZONTAL,
    10,
    -RIGHT_DOWN,
    -VERTICAL_RIGHT,
    -LEFT_DOWN,
    14,
    -VERTICAL_LEFT,
    16,
    -HORIZONTAL_DOWN,
    -HORIZONTAL_UP
  };

  int segment;
  boolean skipped;
  boolean subblocks;
  int lumaMode;
  int chromaMode;
  final int[] modes = new int[16];

  /** 16 blocks of Y, 4 of U, 4 of V, of 16 coefficients each. */
  final short[] coefficients = new short[24 * 16];

  /**
   * Reads the modes (section 11).
   *
   * @param above the 4 x 4 modes above, updated to the lowest ones of this macroblock
   * @param aboveStart where this macroblock's four are
   * @param left the 4 x 4 modes on the left, updated likewise
   */
  void readModes(Vp8Header header, int[] above, int aboveStart, int[] left) {
    Vp8BoolReader reader = header.modes;
    segment = header.updatesSegmentMap ? readSegment(reader, header.segmentProbabilities) : 0;
    skipped = header.skipProbability >= 0 && reader.bit(header.skipProbability) != 0;
    subblocks = reader.bit(145) == 0;
    if (subblocks) {
      readSubblockModes(reader, above, aboveStart, left);
    } else {
      lumaMode =
          reader.bit(156) != 0
              ? (reader.bit(128) != 0 ? TM : HORIZONTAL)
              : (reader.bit(163) != 0 ? VERTICAL : DC);
      Arrays.fill(above, aboveStart, aboveStart + 4, lumaMode);
      Arrays.fill(left, lumaMode);
    }
    if (reader.bit(142) == 0) {
      chromaMode = DC;
    } else if (reader.bit(114) == 0) {
      chromaMode = VERTICAL;
    } else {
      chromaMode = reader.bit(183) != 0 ? TM : HORIZONTAL;
    }
  }

  private static int readSegment(Vp8BoolReader reader, int[] probabilities) {
    return reader.bit(probabilities[0]) == 0
        ? reader.bit(probabilities[1])
        : 2 + reader.bit(probabilities[2]);
  }

  private void readSubblockModes(Vp8BoolReader reader, int[] above, int aboveStart, int[] left) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int base = (above[aboveStart + x] * 10 + left[y]) * Vp8Tables.MODE_NODES;
        int node = 0;
        do {
          node = MODE_TREE[node + reader.bit(Vp8Tables.MODE_PROBABILITIES[base + (node >> 1)])];
        } while (node > 0);
        modes[4 * y + x] = -node;
        above[aboveStart + x] = -node;
        left[y] = -node;
      }
    }
  }
}
