package io.github.clip4j.image;

/** Colours times alpha, as Pillow resizes LA and RGBA (its modes La and RGBa in Convert.c). */
final class Premultiplied {
  private Premultiplied() {}

  static byte[] from(Pixels image) {
    int bands = image.mode().bands();
    byte[] source = image.bytes();
    byte[] result = new byte[image.width() * image.height() * bands];
    for (int p = 0; p < result.length; p += bands) {
      int alpha = source[p + bands - 1] & 255;
      for (int c = p; c < p + bands - 1; c++) {
        result[c] = (byte) RgbConversion.multiplied(source[c] & 255, alpha);
      }
      result[p + bands - 1] = (byte) alpha;
    }
    return result;
  }

  static void undo(byte[] samples, int bands) {
    for (int p = 0; p < samples.length; p += bands) {
      int alpha = samples[p + bands - 1] & 255;
      if (alpha == 0 || alpha == 255) {
        continue;
      }
      for (int c = p; c < p + bands - 1; c++) {
        samples[c] = (byte) Math.min(255, 255 * (samples[c] & 255) / alpha);
      }
    }
  }
}
