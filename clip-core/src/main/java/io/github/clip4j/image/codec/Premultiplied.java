package io.github.clip4j.image.codec;

/** Colours times alpha, as Pillow resizes LA and RGBA (its modes La and RGBa in Convert.c). */
public final class Premultiplied {
  private Premultiplied() {}

  /**
   * Multiplies.
   *
   * @param image of mode LA or RGBA
   * @return new samples, {@code [height][width][bands]}, flattened
   */
  public static byte[] from(Pixels image) {
    int bands = image.mode().bands();
    byte[] source = image.bytes();
    byte[] result = new byte[image.width() * image.height() * bands];
    for (int p = 0; p < result.length; p += bands) {
      int alpha = source[p + bands - 1] & 255;
      for (int c = p; c < p + bands - 1; c++) {
        result[c] = (byte) multiplied(source[c] & 255, alpha);
      }
      result[p + bands - 1] = (byte) alpha;
    }
    return result;
  }

  /**
   * Divides by alpha again, in place.
   *
   * @param samples {@code [height][width][bands]}, flattened
   * @param bands 2 for LA, 4 for RGBA
   */
  public static void undo(byte[] samples, int bands) {
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

  /**
   * A product of bytes over 255, rounded: Pillow's MULDIV255.
   *
   * @param a of 0 to 255
   * @param b of 0 to 255
   * @return of 0 to 255
   */
  public static int multiplied(int a, int b) {
    int product = a * b + 128;
    return ((product >> 8) + product) >> 8;
  }
}
