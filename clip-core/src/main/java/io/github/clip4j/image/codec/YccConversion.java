package io.github.clip4j.image.codec;

/** From YCbCr to RGB with libjpeg's integer tables (jdcolor.c). */
final class YccConversion {
  private static final int SCALE = 16;
  private static final int HALF = 1 << (SCALE - 1);

  private YccConversion() {}

  /** Converts the first three of every {@code stride} samples in place. */
  static byte[] toRgb(byte[] samples, int stride) {
    for (int i = 0; i < samples.length; i += stride) {
      int y = samples[i] & 255;
      int cb = (samples[i + 1] & 255) - 128;
      int cr = (samples[i + 2] & 255) - 128;
      samples[i] = clip(y + ((fixed(1.402) * cr + HALF) >> SCALE));
      samples[i + 1] = clip(y + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF) >> SCALE));
      samples[i + 2] = clip(y + ((fixed(1.772) * cb + HALF) >> SCALE));
    }
    return samples;
  }

  /** Converts YCCK in place to CMYK: the complement of RGB, and the K as it is. */
  static byte[] toCmyk(byte[] samples) {
    toRgb(samples, 4);
    for (int i = 0; i < samples.length; i += 4) {
      for (int c = i; c < i + 3; c++) {
        samples[c] = (byte) ~samples[c];
      }
    }
    return samples;
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << SCALE) + 0.5);
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }
}
