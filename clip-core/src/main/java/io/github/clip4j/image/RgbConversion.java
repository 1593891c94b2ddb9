package io.github.clip4j.image;

import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.Premultiplied;
import org.jspecify.annotations.Nullable;

/**
 * From any mode to RGB, as Pillow's {@code convert} does it (its Convert.c and AlphaComposite.c).
 */
final class RgbConversion {
  private RgbConversion() {}

  /** {@code convert("RGB")}: alpha and transparent colours are dropped. */
  static RgbImage dropping(Pixels image) {
    int count = Math.multiplyExact(image.width(), image.height());
    if (image.mode() == Mode.RGB) {
      return new RgbImage(image.width(), image.height(), image.bytes());
    }
    byte[] rgb = new byte[Math.multiplyExact(count, 3)];
    switch (image.mode()) {
      case RGBA -> copyColors(image.bytes(), 4, rgb, count);
      case BILEVEL, L, LA -> spreadGrey(image.bytes(), image.mode().bands(), rgb, count);
      case P, PA -> lookUp(image.bytes(), image.mode().bands(), image.palette(), rgb, count);
      case CMYK -> fromCmyk(image.bytes(), rgb, count);
      case I16, I32, F32 -> clip(image.deep(), rgb, count);
      case RGB -> throw new AssertionError(image.mode());
    }
    return new RgbImage(image.width(), image.height(), rgb);
  }

  /** What transformers 5 does: transparent images are laid on white, others just converted. */
  static RgbImage onWhite(Pixels image) {
    RgbImage colors = dropping(image);
    if (!image.isTransparent()) {
      return colors;
    }
    byte[] rgb = colors.bytes();
    byte[] result = new byte[rgb.length];
    for (int i = 0, p = 0; p < rgb.length; i++, p += 3) {
      int alpha = alpha(image, i, rgb, p);
      for (int c = p; c < p + 3; c++) {
        result[c] = (byte) overWhite(rgb[c] & 255, alpha);
      }
    }
    return new RgbImage(image.width(), image.height(), result);
  }

  private static int alpha(Pixels image, int i, byte[] rgb, int p) {
    return switch (image.mode()) {
      case RGBA -> image.bytes()[4 * i + 3] & 255;
      case LA, PA -> image.bytes()[2 * i + 1] & 255;
      case P -> image.palette()[4 * (image.bytes()[i] & 255) + 3] & 255;
      default -> isKey(image.transparentColor(), rgb, p) ? 0 : 255;
    };
  }

  /** Pillow compares the low bytes of the transparent colour with the converted pixel. */
  private static boolean isKey(int @Nullable [] key, byte[] rgb, int p) {
    return key != null
        && rgb[p] == (byte) key[0]
        && rgb[p + 1] == (byte) key[1]
        && rgb[p + 2] == (byte) key[2];
  }

  /** AlphaComposite.c over an opaque white pixel, with its seven extra bits of precision. */
  private static int overWhite(int color, int alpha) {
    if (alpha == 0) {
      return 255;
    }
    int weight = alpha << 7;
    int sum = color * weight + 255 * ((255 << 7) - weight) + (0x80 << 7);
    return (((sum >> 8) + sum) >> 8) >> 7;
  }

  private static void copyColors(byte[] from, int stride, byte[] rgb, int count) {
    for (int i = 0, p = 0, q = 0; i < count; i++, p += stride, q += 3) {
      rgb[q] = from[p];
      rgb[q + 1] = from[p + 1];
      rgb[q + 2] = from[p + 2];
    }
  }

  private static void spreadGrey(byte[] from, int stride, byte[] rgb, int count) {
    for (int i = 0, q = 0; i < count; i++, q += 3) {
      byte grey = from[i * stride];
      rgb[q] = grey;
      rgb[q + 1] = grey;
      rgb[q + 2] = grey;
    }
  }

  private static void lookUp(byte[] from, int stride, byte[] palette, byte[] rgb, int count) {
    for (int i = 0, q = 0; i < count; i++, q += 3) {
      int entry = 4 * (from[i * stride] & 255);
      rgb[q] = palette[entry];
      rgb[q + 1] = palette[entry + 1];
      rgb[q + 2] = palette[entry + 2];
    }
  }

  private static void fromCmyk(byte[] cmyk, byte[] rgb, int count) {
    for (int i = 0, p = 0, q = 0; i < count; i++, p += 4, q += 3) {
      int white = 255 - (cmyk[p + 3] & 255);
      for (int c = 0; c < 3; c++) {
        rgb[q + c] = (byte) Math.max(0, white - Premultiplied.multiplied(cmyk[p + c] & 255, white));
      }
    }
  }

  private static void clip(double[] deep, byte[] rgb, int count) {
    for (int i = 0, q = 0; i < count; i++, q += 3) {
      byte grey = (byte) (int) Math.max(0, Math.min(255, deep[i]));
      rgb[q] = grey;
      rgb[q + 1] = grey;
      rgb[q + 2] = grey;
    }
  }
}
