package io.github.clip4j.image.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The EXIF orientation: finding it, and turning images upright by it. */
final class Orientation {
  private static final int TAG = 0x0112;

  private Orientation() {}

  /**
   * The orientation in a TIFF structure such as EXIF is; 1 where there is none or it is damaged.
   */
  static int of(byte[] data, int from, int length) {
    try {
      ByteBuffer tiff = ByteBuffer.wrap(data, from, length).slice();
      tiff.order(tiff.get(0) == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int directory = tiff.getInt(4);
      int entries = tiff.getShort(directory) & 0xffff;
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + 12 * i;
        if ((tiff.getShort(entry) & 0xffff) == TAG) {
          int value = tiff.getShort(entry + 8) & 0xffff;
          return value >= 1 && value <= 8 ? value : 1;
        }
      }
      return 1;
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      return 1;
    }
  }

  /** The image as it is meant to be seen, as {@code ImageOps.exif_transpose} gives it. */
  static Pixels upright(Pixels image) {
    int orientation = image.orientation();
    if (orientation == 1) {
      return image;
    }
    int width = orientation < 5 ? image.width() : image.height();
    int height = orientation < 5 ? image.height() : image.width();
    int bands = image.mode().bands();
    boolean deep = image.mode().isDeep();
    byte[] bytes = deep ? image.bytes() : new byte[width * height * bands];
    double[] samples = deep ? new double[width * height] : image.deep();
    for (int y = 0, to = 0; y < height; y++) {
      for (int x = 0; x < width; x++, to++) {
        int from = source(orientation, x, y, image);
        if (deep) {
          samples[to] = image.deep()[from];
        } else {
          for (int band = 0; band < bands; band++) {
            bytes[to * bands + band] = image.bytes()[from * bands + band];
          }
        }
      }
    }
    return image.withSamples(width, height, bytes, samples).withOrientation(1);
  }

  /** Which stored pixel is seen at x, y. */
  private static int source(int orientation, int x, int y, Pixels image) {
    int width = image.width();
    int right = width - 1;
    int bottom = image.height() - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> (bottom - x) * width + y;
      case 7 -> (bottom - x) * width + right - y;
      case 8 -> x * width + right - y;
      default -> y * width + x;
    };
  }
}
