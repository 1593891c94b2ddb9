package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;
import java.util.Base64;

/** Photos as text within a picture. */
final class DataUris {
  private static final String PREFIX = "data:image/jpeg;base64,";

  private DataUris() {}

  /**
   * The photo as JPEG, whatever it takes.
   *
   * @param edge the most pixels in one direction
   * @param quality from 0 to 1
   */
  static String jpeg(RgbImage photo, int edge, float quality) {
    byte[] bytes = Encoders.jpeg(photo.within(edge), quality);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }
}
