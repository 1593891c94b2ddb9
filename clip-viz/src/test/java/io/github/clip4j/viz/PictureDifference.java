package io.github.clip4j.viz;

import java.awt.image.BufferedImage;

/**
 * How differently two pictures look, in CIELAB's ΔE (CIE 1976), of which 2.3 is just noticeable
 * (Mahy, Van Eycken and Oosterlinck 1994).
 *
 * <p>Pictures are compared in cells of 8 x 8 pixels: of each, the mean colour. An edge that is
 * smoothed in another way changes a cell by less than 1, as the eye sees it from a distance; a
 * thing that is missing, moved or of another colour changes some by 10 and more.
 *
 * @param mean of all cells
 * @param largest of one cell
 */
record PictureDifference(double mean, double largest) {
  private static final int CELL = 8;

  static PictureDifference between(BufferedImage a, BufferedImage b) {
    if (a.getWidth() != b.getWidth() || a.getHeight() != b.getHeight()) {
      throw new IllegalArgumentException("expected pictures of one size");
    }
    double sum = 0;
    double largest = 0;
    int cells = 0;
    for (int y = 0; y < a.getHeight(); y += CELL) {
      for (int x = 0; x < a.getWidth(); x += CELL) {
        double difference = distance(lab(a, x, y), lab(b, x, y));
        sum += difference;
        largest = Math.max(largest, difference);
        cells++;
      }
    }
    return new PictureDifference(sum / cells, largest);
  }

  private static double distance(double[] a, double[] b) {
    return Math.sqrt(
        (a[0] - b[0]) * (a[0] - b[0])
            + (a[1] - b[1]) * (a[1] - b[1])
            + (a[2] - b[2]) * (a[2] - b[2]));
  }

  /** The mean colour of a cell: linear light is what blurs together. */
  private static double[] lab(BufferedImage image, int left, int top) {
    double red = 0;
    double green = 0;
    double blue = 0;
    int right = Math.min(left + CELL, image.getWidth());
    int bottom = Math.min(top + CELL, image.getHeight());
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int rgb = image.getRGB(x, y);
        red += linear(rgb >> 16 & 0xFF);
        green += linear(rgb >> 8 & 0xFF);
        blue += linear(rgb & 0xFF);
      }
    }
    int pixels = (right - left) * (bottom - top);
    return lab(red / pixels, green / pixels, blue / pixels);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** From linear sRGB with white D65 (IEC 61966-2-1, CIE 15). */
  private static double[] lab(double red, double green, double blue) {
    double x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    double y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    double z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    double delta = 6.0 / 29;
    return t > delta * delta * delta ? Math.cbrt(t) : t / (3 * delta * delta) + 4.0 / 29;
  }
}
