package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.vp8.Vp8lImage;
import java.util.Arrays;

/** The alpha plane beside a lossy WebP image, chunk ALPH of the container's specification. */
final class WebpAlpha {
  private WebpAlpha() {}

  /** {@code [height][width]} from a chunk's body. */
  static byte[] decode(byte[] data, int from, int size, int width, int height) {
    if (size < 1) {
      throw WebpFile.truncated();
    }
    int header = data[from];
    byte[] alpha =
        switch (header & 3) {
          case 0 -> unchanged(data, from + 1, size - 1, width * height);
          case 1 -> lossless(data, from + 1, size - 1, width, height);
          default -> throw new ImageException("damaged WebP: an unknown compression of alpha");
        };
    unfilter(alpha, width, height, header >> 2 & 3);
    return alpha;
  }

  private static byte[] unchanged(byte[] data, int from, int size, int count) {
    if (size < count) {
      throw WebpFile.truncated();
    }
    return Arrays.copyOfRange(data, from, from + count);
  }

  /** The green channel of a lossless image that lacks its header. */
  private static byte[] lossless(byte[] data, int from, int size, int width, int height) {
    byte[] image = new byte[5 + size];
    int sizes = (width - 1) | (height - 1) << 14;
    image[0] = 0x2f;
    for (int i = 0; i < 4; i++) {
      image[1 + i] = (byte) (sizes >> (8 * i));
    }
    System.arraycopy(data, from, image, 5, size);
    int[] pixels = Vp8lImage.decode(image, 0, image.length, width, height);
    byte[] alpha = new byte[width * height];
    for (int i = 0; i < alpha.length; i++) {
      alpha[i] = (byte) (pixels[i] >> 8);
    }
    return alpha;
  }

  private static void unfilter(byte[] alpha, int width, int height, int filter) {
    if (filter == 0) {
      return;
    }
    for (int y = 0, i = 0; y < height; y++) {
      for (int x = 0; x < width; x++, i++) {
        int left = x > 0 ? alpha[i - 1] & 255 : 0;
        int above = y > 0 ? alpha[i - width] & 255 : 0;
        int prediction;
        if (y == 0 || x == 0) {
          // The first row and column have one neighbour, whatever the filter.
          prediction = y == 0 ? left : above;
        } else {
          prediction =
              switch (filter) {
                case 1 -> left;
                case 2 -> above;
                default -> Math.max(0, Math.min(255, left + above - (alpha[i - width - 1] & 255)));
              };
        }
        alpha[i] += (byte) prediction;
      }
    }
  }
}
