package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/** Photos as text within a page. */
final class DataUris {
  /** The most characters of one URI. */
  static final int LONGEST = 25_000;

  private static final int[] EDGES = {320, 224, 160, 112, 80, 48};
  private static final float[] QUALITIES = {0.86f, 0.75f, 0.6f};
  private static final String PREFIX = "data:image/jpeg;base64,";

  private DataUris() {}

  /** The photo as JPEG, as large and good as the limit allows. */
  static String jpeg(RgbImage photo) {
    for (int edge : EDGES) {
      for (float quality : QUALITIES) {
        String uri = jpeg(photo, edge, quality);
        if (uri.length() <= LONGEST) {
          return uri;
        }
      }
    }
    throw new IllegalStateException("a photo of 48 pixels takes more than " + LONGEST + " bytes");
  }

  /**
   * The photo as JPEG, whatever it takes.
   *
   * @param edge the most pixels in one direction
   * @param quality from 0 to 1
   */
  static String jpeg(RgbImage photo, int edge, float quality) {
    BufferedImage image = Photos.shrink(photo, edge).toBufferedImage();
    return PREFIX + Base64.getEncoder().encodeToString(bytes(image, quality));
  }

  private static byte[] bytes(BufferedImage image, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Encoders.jpeg(image, quality, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
