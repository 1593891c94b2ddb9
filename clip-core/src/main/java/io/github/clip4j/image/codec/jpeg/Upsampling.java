package io.github.clip4j.image.codec.jpeg;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From a component's samples to rows at the size of the image, as libjpeg-turbo's jdsample.c makes
 * them: interpolated ("fancy") where the image has twice the samples, repeated elsewhere.
 *
 * <p>Two components that are sampled alike go through it together, one in the lower and one in the
 * upper half of each int: no sum of theirs is longer than twelve bits.
 */
final class Upsampling {
  private static final int HALF = 16;

  /** One in both halves. */
  private static final int ONES = 1 << HALF | 1;

  /** A sample in each half. */
  private static final int SAMPLES = 255 * ONES;

  /** Narrower components are not interpolated horizontally. */
  private static final int NARROW = 2;

  private final Component component;
  private final @Nullable Component second;
  private final int across;
  private final int down;
  private final boolean interpolatesRows;
  private final boolean interpolatesColumns;

  /** The last rows of the component that were looked at, by their number modulo 3. */
  private final int[][] known = new int[3][0];

  private final int[] knownRows = {-1, -1, -1};
  private int knownFrom;
  private int knownTo;

  /** One row of the component, or the weighted sum of two: from one column before the first on. */
  private int[] sums = {};

  /** What is interpolated in front of and behind each of them. */
  private int[] before = {};

  private int[] behind = {};

  /**
   * For one component, or for two that are sampled alike.
   *
   * @param second the one for the upper halves, if there is one
   */
  Upsampling(Component component, @Nullable Component second, Frame.Sampling most) {
    if (most.across() % component.across != 0 || most.down() % component.down != 0) {
      throw Damage.of("sampling factors that do not divide each other");
    }
    this.component = component;
    this.second = second;
    across = most.across() / component.across;
    down = most.down() / component.down;
    boolean wide = component.width > NARROW;
    interpolatesRows = down == 2 && (across == 1 || (across == 2 && wide));
    interpolatesColumns = across == 2 && down <= 2 && wide;
  }

  boolean isOfTwo() {
    return second != null;
  }

  /** Says which of the component's samples the given part of the image needs. */
  void need(int left, int top, int right, int bottom) {
    need(component, left, top, right, bottom);
    if (second != null) {
      need(second, left, top, right, bottom);
    }
  }

  private void need(Component of, int left, int top, int right, int bottom) {
    // One more on each side, for the interpolation.
    of.need(left / across - 1, top / down - 1, (right - 1) / across + 2, (bottom - 1) / down + 2);
  }

  /** Columns {@code from … to - 1} of row {@code y} of the image, into the first places. */
  void row(int y, int from, int to, int[] out) {
    if (across > 1 && !interpolatesColumns) {
      repeated(y, from, to, out);
      return;
    }
    int first = interpolatesColumns ? from / 2 - 1 : from;
    int end = interpolatesColumns ? (to - 1) / 2 + 2 : to;
    int[] target = interpolatesColumns ? sums(end - first) : out;
    // In one place for both: the compiler would take it apart twice, and be twice as long.
    weighted(y, first, end, target);
    if (interpolatesColumns) {
      // h2v1_fancy_upsample and h2v2_fancy_upsample, which round up and down by turns.
      int shift = interpolatesRows ? 4 : 2;
      interpolateBefore(sums, end - first - 1, (interpolatesRows ? 8 : 1) * ONES, shift, before);
      interpolateBehind(sums, end - first - 1, (interpolatesRows ? 7 : 2) * ONES, shift, behind);
      interleave(from - 2 * first, to - from, out);
    } else if (interpolatesRows) {
      // h1v2_fancy_upsample
      int bias = ((y & 1) + 1) * ONES;
      for (int i = 0; i < to - from; i++) {
        out[i] = (out[i] + bias) >> 2 & SAMPLES;
      }
    }
  }

  private int[] sums(int count) {
    if (sums.length < count) {
      sums = new int[count];
      before = new int[count];
      behind = new int[count];
    }
    return sums;
  }

  private static void interpolateBefore(int[] in, int end, int bias, int shift, int[] out) {
    for (int i = 1; i < end; i++) {
      out[i] = (3 * in[i] + in[i - 1] + bias) >> shift & SAMPLES;
    }
  }

  private static void interpolateBehind(int[] in, int end, int bias, int shift, int[] out) {
    for (int i = 1; i < end; i++) {
      out[i] = (3 * in[i] + in[i + 1] + bias) >> shift & SAMPLES;
    }
  }

  /** From column {@code at}, counted from the first that is in front of a sum. */
  private void interleave(int at, int count, int[] out) {
    int i = 0;
    int s = at >> 1;
    if ((at & 1) != 0) {
      out[i++] = behind[s++];
    }
    for (; i + 1 < count; i += 2, s++) {
      out[i] = before[s];
      out[i + 1] = behind[s];
    }
    if (i < count) {
      out[i] = before[s];
    }
  }

  /**
   * Samples {@code from … to - 1}, which may lie outside, of the component's row for row {@code y};
   * where rows are interpolated, three times the nearer row plus the farther.
   */
  private void weighted(int y, int from, int to, int[] out) {
    int near = y / down;
    if (interpolatesRows) {
      int far = near + ((y & 1) == 0 ? -1 : 1);
      far = Math.max(0, Math.min(component.height - 1, far));
      for (int row = Math.min(near, far); row <= Math.max(near, far); row++) {
        know(row, from, to);
      }
      weigh(known[near % known.length], known[far % known.length], to - from, out);
    } else {
      samples(near, from, to, out);
    }
  }

  private static void weigh(int[] near, int[] far, int count, int[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = 3 * near[i] + far[i];
    }
  }

  /** Reads the samples of a row, unless they are known. */
  private void know(int row, int from, int to) {
    if (knownFrom != from || knownTo != to) {
      Arrays.fill(knownRows, -1);
      knownFrom = from;
      knownTo = to;
    }
    int slot = row % known.length;
    if (knownRows[slot] != row) {
      if (known[slot].length < to - from) {
        known[slot] = new int[to - from];
      }
      samples(row, from, to, known[slot]);
      knownRows[slot] = row;
    }
  }

  /** Samples {@code from … to - 1} of a row, the first and last repeated outside of it. */
  private void samples(int row, int from, int to, int[] out) {
    int begin = Math.max(0, from);
    int end = Math.min(component.width, to);
    read(component, row, begin, end, begin - from, out);
    if (second != null) {
      add(second, row, begin, end, begin - from, out);
    }
    if (from < begin) {
      Arrays.fill(out, 0, begin - from, out[begin - from]);
    }
    if (end < to) {
      Arrays.fill(out, end - from, to - from, out[end - 1 - from]);
    }
  }

  private static void read(Component of, int row, int begin, int end, int place, int[] out) {
    byte[] samples = of.samples;
    int p = of.first + row * of.stride() + begin;
    for (int i = place; i < place + end - begin; i++, p++) {
      out[i] = samples[p] & 255;
    }
  }

  private static void add(Component of, int row, int begin, int end, int place, int[] out) {
    byte[] samples = of.samples;
    int p = of.first + row * of.stride() + begin;
    for (int i = place; i < place + end - begin; i++, p++) {
      out[i] |= (samples[p] & 255) << HALF;
    }
  }

  private void repeated(int y, int from, int to, int[] out) {
    int first = from / across;
    int count = (to - 1) / across + 1 - first;
    samples(y / down, first, first + count, sums(count));
    for (int x = from; x < to; x++) {
      out[x - from] = sums[x / across - first];
    }
  }

  /** Takes the samples of two components apart. */
  static void split(int[] both, int[] lower, int[] upper, int count) {
    for (int i = 0; i < count; i++) {
      lower[i] = both[i] & 255;
      upper[i] = both[i] >> HALF;
    }
  }
}
