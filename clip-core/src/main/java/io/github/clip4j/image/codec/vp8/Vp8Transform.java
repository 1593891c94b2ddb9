package io.github.clip4j.image.codec.vp8;

/** The inverse transforms of VP8, RFC 6386 section 14. */
final class Vp8Transform {
  private Vp8Transform() {}

  /** The inverse Walsh-Hadamard transform: from the block of DCs to the first of each Y block. */
  static void spreadDc(short[] dc, short[] coefficients) {
    int[] between = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = dc[i] + dc[12 + i];
      int b = dc[4 + i] + dc[8 + i];
      int c = dc[4 + i] - dc[8 + i];
      int d = dc[i] - dc[12 + i];
      between[i] = a + b;
      between[4 + i] = d + c;
      between[8 + i] = a - b;
      between[12 + i] = d - c;
    }
    for (int i = 0; i < 4; i++) {
      int first = between[4 * i] + 3;
      int a = first + between[4 * i + 3];
      int b = between[4 * i + 1] + between[4 * i + 2];
      int c = between[4 * i + 1] - between[4 * i + 2];
      int d = first - between[4 * i + 3];
      int at = 64 * i;
      coefficients[at] = (short) ((a + b) >> 3);
      coefficients[at + 16] = (short) ((d + c) >> 3);
      coefficients[at + 32] = (short) ((a - b) >> 3);
      coefficients[at + 48] = (short) ((d - c) >> 3);
    }
  }

  /** Adds the inverse cosine transform of 16 coefficients to a 4 x 4 block of a plane. */
  static void add(short[] coefficients, int from, byte[] plane, int at, int stride) {
    int[] between = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = coefficients[from + i] + coefficients[from + 8 + i];
      int b = coefficients[from + i] - coefficients[from + 8 + i];
      int c = sine(coefficients[from + 4 + i]) - cosine(coefficients[from + 12 + i]);
      int d = cosine(coefficients[from + 4 + i]) + sine(coefficients[from + 12 + i]);
      between[4 * i] = a + d;
      between[4 * i + 1] = b + c;
      between[4 * i + 2] = b - c;
      between[4 * i + 3] = a - d;
    }
    for (int y = 0; y < 4; y++) {
      int first = between[y] + 4;
      int a = first + between[8 + y];
      int b = first - between[8 + y];
      int c = sine(between[4 + y]) - cosine(between[12 + y]);
      int d = cosine(between[4 + y]) + sine(between[12 + y]);
      int p = at + y * stride;
      plane[p] = clip((plane[p] & 255) + ((a + d) >> 3));
      plane[p + 1] = clip((plane[p + 1] & 255) + ((b + c) >> 3));
      plane[p + 2] = clip((plane[p + 2] & 255) + ((b - c) >> 3));
      plane[p + 3] = clip((plane[p + 3] & 255) + ((a - d) >> 3));
    }
  }

  /** Times sqrt(2) cos(pi / 8). */
  private static int cosine(int value) {
    return ((value * 20091) >> 16) + value;
  }

  /** Times sqrt(2) sin(pi / 8). */
  private static int sine(int value) {
    return (value * 35468) >> 16;
  }

  static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
