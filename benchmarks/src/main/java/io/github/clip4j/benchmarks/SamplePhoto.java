package io.github.clip4j.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * A picture with smooth areas, edges and some grain, so that a JPEG of it is sized like a photo's.
 */
final class SamplePhoto {
  private static final int GRAIN = 24;

  private SamplePhoto() {}

  /** The bytes of a baseline 4:2:0 JPEG, the same for the same arguments. */
  static byte[] jpeg(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int edge = ((x / 160) + (y / 120)) % 2 == 0 ? 60 : 0;
        int grain = random.nextInt(GRAIN);
        int red = Math.min(255, 160 * x / width + edge + grain);
        int green = Math.min(255, 160 * y / height + edge + grain);
        int blue = Math.min(255, 100 + edge + grain);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
