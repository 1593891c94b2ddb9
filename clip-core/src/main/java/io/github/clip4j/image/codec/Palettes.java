package io.github.clip4j.image.codec;

/** Palettes as Pillow keeps them: 256 entries of RGBA, black and opaque where a file has fewer. */
final class Palettes {
  private Palettes() {}

  static byte[] black() {
    byte[] rgba = new byte[1024];
    for (int i = 3; i < rgba.length; i += 4) {
      rgba[i] = (byte) 255;
    }
    return rgba;
  }

  /**
   * From entries in a file.
   *
   * @param stride bytes an entry
   * @param red offset of red in an entry, 0 or 2; blue is at {@code 2 - red}
   */
  static byte[] of(byte[] data, int from, int entries, int stride, int red) {
    byte[] rgba = black();
    for (int i = 0; i < Math.min(entries, 256); i++) {
      int p = from + i * stride;
      rgba[4 * i] = data[p + red];
      rgba[4 * i + 1] = data[p + 1];
      rgba[4 * i + 2] = data[p + 2 - red];
    }
    return rgba;
  }

  /** Whether the colours are just the grey of their own index, so that the image is grey. */
  static boolean isGreyRamp(byte[] rgba, int entries) {
    for (int i = 0; i < entries; i++) {
      if ((rgba[4 * i] & 255) != i
          || (rgba[4 * i + 1] & 255) != i
          || (rgba[4 * i + 2] & 255) != i) {
        return false;
      }
    }
    return true;
  }
}
