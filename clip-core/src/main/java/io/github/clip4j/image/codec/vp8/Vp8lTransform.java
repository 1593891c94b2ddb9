package io.github.clip4j.image.codec.vp8;

/**
 * One of the transforms that a lossless WebP image underwent, RFC 9649 section 3.5.
 *
 * <p>Pixels are ARGB. Channels are added and averaged each for itself.
 */
final class Vp8lTransform {
  static final int PREDICTION = 0;
  static final int CROSS_COLOR = 1;
  static final int SUBTRACT_GREEN = 2;
  static final int COLOR_INDEXING = 3;

  private static final int BLACK = 0xff000000;

  private final int type;
  private final int width;
  private final int height;
  private final int bits;
  private final int[] data;

  /**
   * A transform.
   *
   * @param width of the image that results from undoing it
   * @param bits of a block's size, or of how many indices share a pixel
   * @param data a pixel for each block, or the colours
   */
  Vp8lTransform(int type, int width, int height, int bits, int[] data) {
    this.type = type;
    this.width = width;
    this.height = height;
    this.bits = bits;
    this.data = data;
  }

  /** The width of the image before it is undone. */
  int columns() {
    return type == COLOR_INDEXING ? Vp8lImage.blocks(width, bits) : width;
  }

  int[] undo(int[] pixels) {
    switch (type) {
      case PREDICTION -> addPredictions(pixels);
      case CROSS_COLOR -> addCrossColors(pixels);
      case SUBTRACT_GREEN -> addGreen(pixels);
      default -> {
        return lookUp(pixels);
      }
    }
    return pixels;
  }

  private void addGreen(int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      int green = pixels[i] >> 8 & 0xff;
      pixels[i] = sum(pixels[i], green << 16 | green);
    }
  }

  private int[] lookUp(int[] pixels) {
    int[] result = new int[width * height];
    int columns = columns();
    int size = 8 >> bits;
    int mask = (1 << size) - 1;
    int shared = (1 << bits) - 1;
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int packed = pixels[y * columns + (x >> bits)] >> 8 & 0xff;
        result[i] = data[(packed >> ((x & shared) * size)) & mask];
      }
    }
    return result;
  }

  private void addCrossColors(int[] pixels) {
    int across = Vp8lImage.blocks(width, bits);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int factors = data[(y >> bits) * across + (x >> bits)];
        int pixel = pixels[i];
        byte green = (byte) (pixel >> 8);
        int red = (pixel >> 16) + share(factors, green);
        int blue = pixel + share(factors >> 8, green) + share(factors >> 16, (byte) red);
        pixels[i] = (pixel & 0xff00ff00) | (red & 0xff) << 16 | (blue & 0xff);
      }
    }
  }

  private static int share(int factor, byte channel) {
    return ((byte) factor * channel) >> 5;
  }

  private void addPredictions(int[] pixels) {
    int across = Vp8lImage.blocks(width, bits);
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int prediction;
        if (y == 0) {
          prediction = x == 0 ? BLACK : pixels[i - 1];
        } else if (x == 0) {
          prediction = pixels[i - width];
        } else {
          int mode = data[(y >> bits) * across + (x >> bits)] >> 8 & 0xf;
          prediction = predict(mode, pixels, i);
        }
        pixels[i] = sum(pixels[i], prediction);
      }
    }
  }

  /** In the last column the pixel above right is the first one of the row itself. */
  private int predict(int mode, int[] pixels, int i) {
    int left = pixels[i - 1];
    int above = pixels[i - width];
    int corner = pixels[i - width - 1];
    int right = pixels[i - width + 1];
    return switch (mode) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> right;
      case 4 -> corner;
      case 5 -> mean(mean(left, right), above);
      case 6 -> mean(left, corner);
      case 7 -> mean(left, above);
      case 8 -> mean(corner, above);
      case 9 -> mean(above, right);
      case 10 -> mean(mean(left, corner), mean(above, right));
      case 11 -> nearer(left, above, corner);
      case 12 -> gradient(left, above, corner);
      case 13 -> halfGradient(mean(left, above), corner);
      default -> BLACK;
    };
  }

  static int sum(int a, int b) {
    return (((a & 0xff00ff00) + (b & 0xff00ff00)) & 0xff00ff00)
        | (((a & 0x00ff00ff) + (b & 0x00ff00ff)) & 0x00ff00ff);
  }

  private static int mean(int a, int b) {
    return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
  }

  private static int nearer(int left, int above, int corner) {
    int toLeft = 0;
    int toAbove = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int c = corner >> shift & 0xff;
      toLeft += Math.abs((above >> shift & 0xff) - c);
      toAbove += Math.abs((left >> shift & 0xff) - c);
    }
    return toLeft < toAbove ? left : above;
  }

  private static int gradient(int left, int above, int corner) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = (left >> shift & 0xff) + (above >> shift & 0xff) - (corner >> shift & 0xff);
      result |= clip(value) << shift;
    }
    return result;
  }

  private static int halfGradient(int mean, int corner) {
    int result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = mean >> shift & 0xff;
      result |= clip(value + (value - (corner >> shift & 0xff)) / 2) << shift;
    }
    return result;
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
