package io.github.clip4j.image;

/** From YCCK to CMYK with libjpeg's integer tables (jdcolor.c). */
final class YcckConversion {
  private static final int SCALE = 16;
  private static final int HALF = 1 << (SCALE - 1);

  private YcckConversion() {}

  /** Converts YCCK in place to CMYK, which is the complement of RGB, and the K as it is. */
  static byte[] toCmyk(byte[] samples) {
    for (int i = 0; i < samples.length; i += 4) {
      int y = samples[i] & 255;
      int cb = (samples[i + 1] & 255) - 128;
      int cr = (samples[i + 2] & 255) - 128;
      samples[i] = complement(y + ((fixed(1.402) * cr + HALF) >> SCALE));
      samples[i + 1] =
          complement(y + ((-fixed(0.34414) * cb - fixed(0.71414) * cr + HALF) >> SCALE));
      samples[i + 2] = complement(y + ((fixed(1.772) * cb + HALF) >> SCALE));
    }
    return samples;
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << SCALE) + 0.5);
  }

  private static byte complement(int value) {
    return (byte) (255 - Math.max(0, Math.min(255, value)));
  }
}
