package io.github.clip4j.image.codec;

import io.github.clip4j.image.codec.jpeg.JpegPicture;

/**
 * The rows of a JPEG in the colours of its mode, converted as they are asked for, with libjpeg's
 * integer arithmetic (jdcolor.c).
 *
 * <p>The loops are short, over arrays with one index for all: so the JVM's compiler makes vector
 * instructions of them.
 */
final class JpegRows implements Rows {
  private static final int SCALE = 16;
  private static final int HALF = 1 << (SCALE - 1);
  private static final int CENTER = 128;
  private static final int RED_OF_CR = fixed(1.402);
  private static final int GREEN_OF_CB = -fixed(0.34414);
  private static final int GREEN_OF_CR = -fixed(0.71414);
  private static final int BLUE_OF_CB = fixed(1.772);

  private final JpegPicture picture;
  private final JpegFile.Colors colors;
  private final boolean inverted;

  private final boolean converts;

  /** The components of one row. */
  private final int[][] components;

  /** Red, green and blue of one row, where they are converted; the K as it is. */
  private final int[][] converted;

  JpegRows(JpegPicture picture, JpegFile.Colors colors, boolean inverted) {
    this.picture = picture;
    this.colors = colors;
    this.inverted = inverted;
    converts = colors == JpegFile.Colors.YCC || colors == JpegFile.Colors.YCCK;
    components = new int[picture.components()][picture.width()];
    converted = new int[converts ? picture.components() : 0][picture.width()];
  }

  @Override
  public void read(int y, int from, int to, int[] out) {
    int count = to - from;
    picture.row(y, from, to, components);
    int[][] bands = components;
    if (converts) {
      bands = converted;
      red(components[0], components[2], bands[0], count);
      green(components[0], components[1], components[2], bands[1], count);
      blue(components[0], components[1], bands[2], count);
      for (int band = 0; band < 3; band++) {
        clip(bands[band], count);
      }
    }
    if (colors == JpegFile.Colors.YCCK) {
      // The complement of RGB, and the K as it is.
      for (int band = 0; band < 3; band++) {
        complement(bands[band], count);
      }
      System.arraycopy(components[3], 0, bands[3], 0, count);
    }
    if (inverted) {
      for (int[] band : bands) {
        complement(band, count);
      }
    }
    Rows.pack(bands, bands.length, count, out);
  }

  private static void red(int[] y, int[] cr, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = y[i] + ((cr[i] * RED_OF_CR + (HALF - CENTER * RED_OF_CR)) >> SCALE);
    }
  }

  private static void green(int[] y, int[] cb, int[] cr, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      int sum = cb[i] * GREEN_OF_CB + cr[i] * GREEN_OF_CR;
      out[i] = y[i] + ((sum + (HALF - CENTER * (GREEN_OF_CB + GREEN_OF_CR))) >> SCALE);
    }
  }

  private static void blue(int[] y, int[] cb, int[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = y[i] + ((cb[i] * BLUE_OF_CB + (HALF - CENTER * BLUE_OF_CB)) >> SCALE);
    }
  }

  /** To 0 … 255, without comparisons. */
  private static void clip(int[] samples, int count) {
    for (int i = 0; i < count; i++) {
      int positive = samples[i] & ~(samples[i] >> 31);
      samples[i] = (positive | (255 - positive) >> 31) & 255;
    }
  }

  private static void complement(int[] samples, int count) {
    for (int i = 0; i < count; i++) {
      samples[i] = 255 - samples[i];
    }
  }

  private static int fixed(double factor) {
    return (int) (factor * (1 << SCALE) + 0.5);
  }
}
