package io.github.clip4j.image;

import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/** From Java's images to pixels. */
final class JavaImages {
  private JavaImages() {}

  /** A copy of the pixels, as L, RGB or RGBA. */
  static Pixels pixels(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // getRGB would take the values for linear light and change them: 128 becomes 188.
      Raster raster = image.getData();
      byte[] grey = new byte[width * height];
      raster.getDataElements(raster.getMinX(), raster.getMinY(), width, height, grey);
      return Pixels.of(Mode.L, width, height, grey);
    }
    boolean alpha = image.getColorModel().hasAlpha();
    int bands = alpha ? 4 : 3;
    byte[] samples = new byte[width * height * bands];
    int[] row = new int[width];
    for (int y = 0, p = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        samples[p++] = (byte) (argb >> 16);
        samples[p++] = (byte) (argb >> 8);
        samples[p++] = (byte) argb;
        if (alpha) {
          samples[p++] = (byte) (argb >> 24);
        }
      }
    }
    return Pixels.of(alpha ? Mode.RGBA : Mode.RGB, width, height, samples);
  }
}
