package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;

/** A photo as a JPEG that takes no more than its share of a page. */
final class FittedJpeg {
  /** The longer edge of the largest photo on a page. */
  static final int LARGEST_EDGE = 400;

  /**
   * In base64, which takes 4 bytes for 3: 25 kB a photo less 2 kB for all else that is said of it,
   * and less its share of the page's own scripts where photos are few.
   */
  private static final int MOST_BYTES = 21_500 / 4 * 3;

  private static final int FEWEST_BYTES = 3_000;

  /** Above 2,600 photos each has less, for 60 MB are as much as a browser opens with ease. */
  private static final double BYTES_IN_ALL = 60e6 / 4 * 3;

  private static final float QUALITY = 0.75f;

  private FittedJpeg() {}

  /** The most bytes of each of so many photos. */
  static int limit(int photos) {
    double fair = BYTES_IN_ALL / Math.max(1, photos);
    return (int) Math.max(FEWEST_BYTES, Math.min(MOST_BYTES, fair));
  }

  /** The photo, as large as the limit allows: where one try is too long, the next is smaller. */
  static byte[] of(RgbImage photo, int limit) {
    int edge = (int) (LARGEST_EDGE * Math.sqrt((double) limit / MOST_BYTES));
    while (true) {
      byte[] bytes = Encoders.jpeg(photo.within(edge), QUALITY);
      if (bytes.length <= limit || edge == 1) {
        return bytes;
      }
      double share = 0.95 * Math.sqrt((double) limit / bytes.length);
      edge = Math.max(1, (int) (Math.min(edge, longerEdge(photo)) * Math.min(0.95, share)));
    }
  }

  private static int longerEdge(RgbImage photo) {
    return Math.max(photo.width(), photo.height());
  }
}
