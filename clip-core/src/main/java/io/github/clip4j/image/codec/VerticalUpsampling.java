package io.github.clip4j.image.codec;

/**
 * Interpolates the chroma rows of a JPEG with half of them, as libjpeg-turbo does (h1v2 in its
 * jdsample.c). The older libjpeg that comes with some JDKs just repeats each row.
 */
final class VerticalUpsampling {
  private VerticalUpsampling() {}

  /** Does so in place, to rows of interleaved YCbCr, unless libjpeg has done it. */
  static void complete(byte[] samples, int width, int height) {
    if (!repeatsRows(samples, width, height)) {
      return;
    }
    int stride = 3 * width;
    int rows = (height + 1) / 2;
    byte[] chroma = new byte[rows * stride];
    for (int y = 0; y < rows; y++) {
      System.arraycopy(samples, 2 * y * stride, chroma, y * stride, stride);
    }
    for (int y = 0; y < height; y++) {
      int near = y / 2;
      int far = Math.max(0, Math.min(rows - 1, (y & 1) == 0 ? near - 1 : near + 1));
      int bias = (y & 1) == 0 ? 1 : 2;
      for (int x = 0; x < stride; x++) {
        if (x % 3 != 0) {
          int sum = 3 * (chroma[near * stride + x] & 255) + (chroma[far * stride + x] & 255);
          samples[y * stride + x] = (byte) ((sum + bias) >> 2);
        }
      }
    }
  }

  private static boolean repeatsRows(byte[] samples, int width, int height) {
    int stride = 3 * width;
    for (int y = 0; y + 1 < height; y += 2) {
      for (int x = 0; x < stride; x++) {
        if (x % 3 != 0 && samples[y * stride + x] != samples[(y + 1) * stride + x]) {
          return false;
        }
      }
    }
    return true;
  }
}
