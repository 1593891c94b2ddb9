package io.github.clip4j.image.codec.vp8;

/** The header of a VP8 key frame, RFC 6386 sections 9 and 19.2. */
final class Vp8Header {
  private static final int SEGMENTS = 4;
  private static final int TAG = 10;

  final int width;
  final int height;

  /** The first partition, behind the header: the modes of the macroblocks. */
  final Vp8BoolReader modes;

  /** The partitions of coefficients; row n is in partition n modulo their count. */
  final Vp8BoolReader[] coefficients;

  final boolean updatesSegmentMap;
  final int[] segmentProbabilities = {255, 255, 255};

  /** The probability that a macroblock has coefficients, or -1 if all have. */
  final int skipProbability;

  /** Coefficient probabilities, {@code [4][8][3][11]}. */
  final int[] probabilities = Vp8Tables.DEFAULT_PROBABILITIES.clone();

  final boolean simpleFilter;
  final int filterLevel;
  final int sharpness;

  private final boolean segmented;
  private boolean absoluteSegments = true;
  private final int[] segmentQuantizer = new int[SEGMENTS];
  private final int[] segmentFilter = new int[SEGMENTS];
  private final boolean adjustsFilter;
  private int intraFilterDelta;
  private int subblockFilterDelta;
  private final int baseQuantizer;
  private final int[] quantizerDeltas = new int[5];

  Vp8Header(byte[] data, int from, int end) {
    int tag = (data[from] & 255) | (data[from + 1] & 255) << 8 | (data[from + 2] & 255) << 16;
    boolean keyFrame = (tag & 1) == 0;
    if (!keyFrame
        || data[from + 3] != (byte) 0x9d
        || data[from + 4] != 1
        || data[from + 5] != 0x2a) {
      throw Damage.of("its image does not start with a key frame");
    }
    width = ((data[from + 6] & 255) | (data[from + 7] & 255) << 8) & 0x3fff;
    height = ((data[from + 8] & 255) | (data[from + 9] & 255) << 8) & 0x3fff;
    int firstEnd = from + TAG + (tag >> 5);
    if (firstEnd > end) {
      throw Damage.truncated();
    }
    Vp8BoolReader reader = new Vp8BoolReader(data, from + TAG, firstEnd);
    modes = reader;
    reader.number(2); // Colour space and clamping: decoders clamp all the same.
    segmented = reader.flag();
    updatesSegmentMap = segmented && readSegments(reader);
    simpleFilter = reader.flag();
    filterLevel = reader.number(6);
    sharpness = reader.number(3);
    adjustsFilter = reader.flag();
    if (adjustsFilter && reader.flag()) {
      readFilterDeltas(reader);
    }
    coefficients = partitions(data, firstEnd, end, 1 << reader.number(2));
    baseQuantizer = reader.number(7);
    for (int i = 0; i < quantizerDeltas.length; i++) {
      quantizerDeltas[i] = reader.optional(4);
    }
    reader.flag(); // Whether the probabilities hold for later frames.
    for (int i = 0; i < probabilities.length; i++) {
      if (reader.bit(Vp8Tables.UPDATE_PROBABILITIES[i]) != 0) {
        probabilities[i] = reader.number(8);
      }
    }
    skipProbability = reader.flag() ? reader.number(8) : -1;
  }

  private boolean readSegments(Vp8BoolReader reader) {
    boolean updatesMap = reader.flag();
    if (reader.flag()) {
      absoluteSegments = reader.flag();
      for (int i = 0; i < SEGMENTS; i++) {
        segmentQuantizer[i] = reader.optional(7);
      }
      for (int i = 0; i < SEGMENTS; i++) {
        segmentFilter[i] = reader.optional(6);
      }
    }
    if (updatesMap) {
      for (int i = 0; i < segmentProbabilities.length; i++) {
        segmentProbabilities[i] = reader.flag() ? reader.number(8) : 255;
      }
    }
    return updatesMap;
  }

  /** Four for the reference frame, of which a key frame has one kind, and four for the mode. */
  private void readFilterDeltas(Vp8BoolReader reader) {
    for (int i = 0; i < 8; i++) {
      if (reader.flag()) {
        int delta = reader.signed(6);
        intraFilterDelta = i == 0 ? delta : intraFilterDelta;
        subblockFilterDelta = i == 4 ? delta : subblockFilterDelta;
      }
    }
  }

  private static Vp8BoolReader[] partitions(byte[] data, int from, int end, int count) {
    Vp8BoolReader[] readers = new Vp8BoolReader[count];
    int start = from + 3 * (count - 1);
    for (int i = 0; i < count; i++) {
      int at = from + 3 * i;
      int next =
          i == count - 1
              ? end
              : start + ((data[at] & 255) | (data[at + 1] & 255) << 8 | (data[at + 2] & 255) << 16);
      if (start > end || next > end) {
        throw Damage.truncated();
      }
      readers[i] = new Vp8BoolReader(data, start, next);
      start = next;
    }
    return readers;
  }

  /** Steps of a segment: Y dc and ac, Y2 dc and ac, chroma dc and ac (section 14.1). */
  int[] quantizerSteps(int segment) {
    int q =
        !segmented
            ? baseQuantizer
            : absoluteSegments
                ? segmentQuantizer[segment]
                : baseQuantizer + segmentQuantizer[segment];
    return new int[] {
      Vp8Tables.DC_STEPS[clamp(q + quantizerDeltas[0], 127)],
      Vp8Tables.AC_STEPS[clamp(q, 127)],
      2 * Vp8Tables.DC_STEPS[clamp(q + quantizerDeltas[1], 127)],
      Math.max(8, Vp8Tables.AC_STEPS[clamp(q + quantizerDeltas[2], 127)] * 155 / 100),
      Vp8Tables.DC_STEPS[clamp(q + quantizerDeltas[3], 117)],
      Vp8Tables.AC_STEPS[clamp(q + quantizerDeltas[4], 127)],
    };
  }

  /** The loop filter's strength for a macroblock (section 9.6). */
  int filterLevel(int segment, boolean subblocks) {
    int level =
        !segmented
            ? filterLevel
            : absoluteSegments ? segmentFilter[segment] : filterLevel + segmentFilter[segment];
    if (adjustsFilter) {
      level += intraFilterDelta + (subblocks ? subblockFilterDelta : 0);
    }
    return clamp(level, 63);
  }

  private static int clamp(int value, int max) {
    return Math.max(0, Math.min(max, value));
  }
}
