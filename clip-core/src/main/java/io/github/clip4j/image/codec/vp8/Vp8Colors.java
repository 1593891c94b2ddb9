package io.github.clip4j.image.codec.vp8;

/**
 * From a VP8 frame's planes to RGB: libwebp's "fancy" upsampling of chroma (its upsampling.c) and
 * its fixed-point conversion (yuv.h).
 */
final class Vp8Colors {
  private Vp8Colors() {}

  static byte[] toRgb(Vp8Plane luma, Vp8Plane u, Vp8Plane v, int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    int[] uRow = new int[width];
    int[] vRow = new int[width];
    for (int y = 0, q = 0; y < height; y++) {
      upsample(u, y, width, height, uRow);
      upsample(v, y, width, height, vRow);
      int at = luma.at(0, y);
      for (int x = 0; x < width; x++, q += 3) {
        int bright = scaled(luma.samples[at + x] & 255, 19077);
        rgb[q] = clip(bright + scaled(vRow[x], 26149) - 14234);
        rgb[q + 1] = clip(bright - scaled(uRow[x], 6419) - scaled(vRow[x], 13320) + 8708);
        rgb[q + 2] = clip(bright + scaled(uRow[x], 33050) - 17685);
      }
    }
    return rgb;
  }

  /** A row of chroma: 9, 3, 3 and 1 parts of the nearest four samples, in libwebp's rounding. */
  private static void upsample(Vp8Plane plane, int y, int width, int height, int[] row) {
    int lastRow = (height + 1) / 2 - 1;
    int lastColumn = (width + 1) / 2 - 1;
    int near = y >> 1;
    int far = Math.max(0, Math.min(lastRow, (y & 1) == 0 ? near - 1 : near + 1));
    for (int x = 0; x < width; x++) {
      int nearX = x >> 1;
      int farX = Math.max(0, Math.min(lastColumn, (x & 1) == 0 ? nearX - 1 : nearX + 1));
      int nearest = plane.samples[plane.at(nearX, near)] & 255;
      int beside = plane.samples[plane.at(farX, near)] & 255;
      int below = plane.samples[plane.at(nearX, far)] & 255;
      int diagonal = plane.samples[plane.at(farX, far)] & 255;
      row[x] = (((nearest + 3 * beside + 3 * below + diagonal + 8) >> 3) + nearest) >> 1;
    }
  }

  private static int scaled(int value, int factor) {
    return (value * factor) >> 8;
  }

  private static byte clip(int value) {
    return (byte) Math.max(0, Math.min(255, value >> 6));
  }
}
