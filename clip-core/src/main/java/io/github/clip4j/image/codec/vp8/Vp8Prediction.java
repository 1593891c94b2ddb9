package io.github.clip4j.image.codec.vp8;

import java.util.Arrays;

/** Predicts blocks from the pixels above and on the left, RFC 6386 section 12. */
final class Vp8Prediction {
  private Vp8Prediction() {}

  /** Predicts a square of 16 or 8 pixels, whose corner is at {@code x}, {@code y}. */
  static void square(Vp8Plane plane, int x, int y, int size, int mode) {
    byte[] samples = plane.samples;
    int stride = plane.stride;
    int at = plane.at(x, y);
    for (int row = 0; row < size; row++) {
      int p = at + row * stride;
      switch (mode) {
        case Vp8Macroblock.VERTICAL -> System.arraycopy(samples, at - stride, samples, p, size);
        case Vp8Macroblock.HORIZONTAL -> Arrays.fill(samples, p, p + size, samples[p - 1]);
        case Vp8Macroblock.TM -> trueMotion(samples, p, at - stride, size);
        default -> {
          if (row == 0) {
            fillAverage(samples, at, stride, size, x > 0, y > 0);
          }
        }
      }
    }
  }

  /** What is on the left, plus the change along the row above. */
  private static void trueMotion(byte[] samples, int p, int above, int size) {
    int base = (samples[p - 1] & 255) - (samples[above - 1] & 255);
    for (int i = 0; i < size; i++) {
      samples[p + i] = Vp8Transform.clip(base + (samples[above + i] & 255));
    }
  }

  private static void fillAverage(
      byte[] samples, int at, int stride, int size, boolean hasLeft, boolean hasAbove) {
    int sum = 0;
    for (int i = 0; i < size; i++) {
      sum += hasAbove ? samples[at - stride + i] & 255 : 0;
      sum += hasLeft ? samples[at + i * stride - 1] & 255 : 0;
    }
    int count = (hasLeft ? size : 0) + (hasAbove ? size : 0);
    int average = count == 0 ? 128 : (sum + count / 2) / count;
    for (int row = 0; row < size; row++) {
      Arrays.fill(samples, at + row * stride, at + row * stride + size, (byte) average);
    }
  }

  /**
   * Predicts a block of 4 x 4 pixels.
   *
   * @param edge {@code [13]}: the left column from the bottom up, the corner, eight pixels above
   */
  static void block(byte[] samples, int at, int stride, int mode, int[] edge) {
    switch (mode) {
      case Vp8Macroblock.DC -> {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
          sum += edge[i] + edge[5 + i];
        }
        fill(samples, at, stride, (x, y) -> 0, new int[] {sum >> 3});
      }
      case Vp8Macroblock.TM -> {
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 4; x++) {
            samples[at + y * stride + x] = Vp8Transform.clip(edge[3 - y] + edge[5 + x] - edge[4]);
          }
        }
      }
      case Vp8Macroblock.VERTICAL ->
          fill(
              samples,
              at,
              stride,
              (x, y) -> x,
              new int[] {smooth(edge, 5), smooth(edge, 6), smooth(edge, 7), smooth(edge, 8)});
      case Vp8Macroblock.HORIZONTAL ->
          fill(
              samples,
              at,
              stride,
              (x, y) -> y,
              new int[] {
                smooth(edge, 3), smooth(edge, 2), smooth(edge, 1), (edge[1] + 3 * edge[0] + 2) >> 2
              });
      default -> diagonal(samples, at, stride, mode, edge);
    }
  }

  private interface Choice {
    int of(int x, int y);
  }

  private static void fill(byte[] samples, int at, int stride, Choice choice, int[] values) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        samples[at + y * stride + x] = (byte) values[choice.of(x, y)];
      }
    }
  }

  /** The six modes in which a pixel is a mean of two or three neighbours along the edge. */
  private static void diagonal(byte[] samples, int at, int stride, int mode, int[] edge) {
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        int value =
            switch (mode) {
              case Vp8Macroblock.LEFT_DOWN ->
                  x + y == 6 ? (edge[11] + 3 * edge[12] + 2) >> 2 : smooth(edge, 6 + x + y);
              case Vp8Macroblock.RIGHT_DOWN -> smooth(edge, 4 + x - y);
              case Vp8Macroblock.VERTICAL_RIGHT -> verticalRight(edge, x, y);
              case Vp8Macroblock.VERTICAL_LEFT -> verticalLeft(edge, x, y);
              case Vp8Macroblock.HORIZONTAL_DOWN -> horizontalDown(edge, x, y);
              default -> horizontalUp(edge, x, y);
            };
        samples[at + y * stride + x] = (byte) value;
      }
    }
  }

  private static int verticalRight(int[] edge, int x, int y) {
    int steps = 2 * x - y;
    if (steps < -1) {
      return smooth(edge, 5 - y);
    }
    return (steps & 1) == 0 ? mean(edge, 4 + steps / 2) : smooth(edge, 4 + (steps + 1) / 2);
  }

  private static int verticalLeft(int[] edge, int x, int y) {
    if (x == 3 && y >= 2) {
      return smooth(edge, 8 + y);
    }
    int start = 5 + x + y / 2;
    return (y & 1) == 0 ? mean(edge, start) : smooth(edge, start + 1);
  }

  private static int horizontalDown(int[] edge, int x, int y) {
    int steps = 2 * y - x;
    if (steps < -1) {
      return smooth(edge, 3 + x);
    }
    return (steps & 1) == 0 ? mean(edge, 3 - steps / 2) : smooth(edge, 4 - (steps + 1) / 2);
  }

  private static int horizontalUp(int[] edge, int x, int y) {
    int steps = 2 * y + x;
    if (steps > 5) {
      return edge[0];
    }
    if (steps == 5) {
      return (edge[1] + 3 * edge[0] + 2) >> 2;
    }
    return (steps & 1) == 0 ? mean(edge, 2 - steps / 2) : smooth(edge, 2 - steps / 2);
  }

  /** Of an entry and the one after it. */
  private static int mean(int[] edge, int i) {
    return (edge[i] + edge[i + 1] + 1) >> 1;
  }

  /** Of an entry, twice, and its neighbours. */
  private static int smooth(int[] edge, int i) {
    return (edge[i - 1] + 2 * edge[i] + edge[i + 1] + 2) >> 2;
  }
}
