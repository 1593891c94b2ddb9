package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Thumbnails of all photos in one square picture, row by row, as many a row as there are rows: the
 * projector's format.
 *
 * @param edge of a thumbnail in pixels; 0 for no sprite
 * @param columns thumbnails a row
 */
record Sprite(Photos photos, int edge, int columns) {
  /** Of the projector: the largest texture that browsers are sure to have. */
  static final int LARGEST = 8192;

  private static final int EDGE = 64;
  private static final int SMALLEST_EDGE = 8;

  static Sprite of(Photos photos, int images) {
    int columns = (int) Math.ceil(Math.sqrt(images));
    int edge = columns == 0 ? 0 : Math.min(EDGE, LARGEST / columns);
    boolean none = photos.images().stream().allMatch(Optional::isEmpty);
    return new Sprite(photos, none || edge < SMALLEST_EDGE ? 0 : edge, columns);
  }

  /** Transparent where there is no photo, and beside photos that are not square. */
  BufferedImage draw() {
    int size = columns * edge;
    BufferedImage sprite = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = sprite.createGraphics();
    for (int i = 0; i < photos.images().size(); i++) {
      int left = i % columns * edge;
      int top = i / columns * edge;
      photos.images().get(i).ifPresent(photo -> draw(photo, graphics, left, top));
    }
    graphics.dispose();
    return sprite;
  }

  private void draw(RgbImage photo, Graphics2D graphics, int left, int top) {
    BufferedImage thumbnail = photo.within(edge).toBufferedImage();
    graphics.drawImage(
        thumbnail,
        left + (edge - thumbnail.getWidth()) / 2,
        top + (edge - thumbnail.getHeight()) / 2,
        null);
  }
}
