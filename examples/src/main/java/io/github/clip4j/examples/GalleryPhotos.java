package io.github.clip4j.examples;

import io.github.clip4j.image.ImageSource;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * As many photos as wanted, made of the bundled ones: first the photos themselves, then their
 * mirror images, then parts of both.
 */
final class GalleryPhotos {
  private static final Path DEMO = Path.of("examples/photos/demo");

  /** One of each kind in turn, so that few photos show all kinds. */
  private static final List<String> TEN =
      List.of(
          "cat",
          "citrus-slices",
          "hammer",
          "city-bus",
          "giraffes",
          "coffee-cup",
          "light-bulb",
          "airplane",
          "kingfisher",
          "halved-fig");

  /** Left, top and edge of each part, as shares of the photo; the first is all of it. */
  private static final double[][] PARTS = {
    {0, 0, 1}, {0.14, 0.14, 0.72}, {0, 0.1, 0.8}, {0.2, 0.1, 0.8}, {0.1, 0.2, 0.75}
  };

  private GalleryPhotos() {}

  /** The photos, {@code count} of them. */
  static List<ImageSource> take(int count) {
    List<ImageSource> bundled = ImageSource.directory(DEMO);
    if (count <= TEN.size()) {
      return TEN.subList(0, count).stream()
          .map(name -> ImageSource.file(DEMO.resolve(name + ".jpg")))
          .toList();
    }
    List<ImageSource> photos = new ArrayList<>();
    for (int variant = 0; photos.size() < count; variant++) {
      for (int i = 0; i < bundled.size() && photos.size() < count; i++) {
        photos.add(variant == 0 ? bundled.get(i) : variant(bundled.get(i), variant));
      }
    }
    return photos;
  }

  private static ImageSource variant(ImageSource photo, int variant) {
    try {
      BufferedImage image = ImageIO.read(Path.of(photo.name()).toFile());
      double[] part = PARTS[variant / 2];
      boolean mirrored = variant % 2 == 1;
      String name = Path.of(photo.name()).getFileName().toString().replace(".jpg", "");
      return ImageSource.image(name + "-" + (variant + 1) + ".jpg", draw(image, part, mirrored));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage draw(BufferedImage image, double[] part, boolean mirrored) {
    int left = (int) (part[0] * image.getWidth());
    int top = (int) (part[1] * image.getHeight());
    int width = (int) (part[2] * image.getWidth());
    int height = (int) (part[2] * image.getHeight());
    BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    int from = mirrored ? left + width : left;
    int to = mirrored ? left : left + width;
    graphics.drawImage(image, 0, 0, width, height, from, top, to, top + height, null);
    graphics.dispose();
    return drawn;
  }
}
