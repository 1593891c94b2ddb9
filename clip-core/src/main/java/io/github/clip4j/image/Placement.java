package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.Resampler.Window;

/**
 * Where an image ends up: the size it is resized to, the part of that which is kept, and where that
 * part lies in the output.
 *
 * @param window the part kept, in the resized image
 * @param left first column of the output that the window fills
 * @param top first row of the output that the window fills
 */
record Placement(int width, int height, Window window, int left, int top, boolean isPadded) {

  static Placement of(Geometry geometry, TransformOrder order, int imageWidth, int imageHeight) {
    long[] size = resized(geometry, imageWidth, imageHeight);
    if (Math.max(size[0], size[1]) > Integer.MAX_VALUE || Math.min(size[0], size[1]) < 1) {
      throw new ImageException("too elongated: " + imageWidth + " x " + imageHeight + " pixels");
    }
    int width = (int) size[0];
    int height = (int) size[1];
    if (!geometry.crops()) {
      return whole(width, height);
    }
    int outWidth = geometry.cropWidth();
    int outHeight = geometry.cropHeight();
    int x = Math.max(0, cropStart(order, width - outWidth));
    int y = Math.max(0, cropStart(order, height - outHeight));
    Window window = new Window(x, y, Math.min(width, outWidth), Math.min(height, outHeight));
    return new Placement(
        width,
        height,
        window,
        padStart(order, outWidth - width),
        padStart(order, outHeight - height),
        width < outWidth || height < outHeight);
  }

  /** All of an image that is of the right size. */
  static Placement whole(int width, int height) {
    return new Placement(width, height, new Window(0, 0, width, height), 0, 0, false);
  }

  /** Width and height after the resize. */
  private static long[] resized(Geometry geometry, int width, int height) {
    return switch (geometry.rule()) {
      case NONE -> new long[] {width, height};
      case EXACT -> new long[] {geometry.width(), geometry.height()};
      case SHORTEST_EDGE -> {
        int size = geometry.height();
        // Python: int(size * long / short), a product of integers and a quotient of doubles.
        yield width <= height
            ? new long[] {size, (long) ((double) ((long) size * height) / width)}
            : new long[] {(long) ((double) ((long) size * width) / height), size};
      }
      // open_clip's ResizeKeepRatio, which rounds half to even.
      case COVERING ->
          scaled(width, height, Math.min(ratioX(geometry, width), ratioY(geometry, height)));
      case LONGEST_EDGE ->
          scaled(width, height, Math.max(ratioX(geometry, width), ratioY(geometry, height)));
    };
  }

  private static double ratioX(Geometry geometry, int width) {
    return (double) width / geometry.width();
  }

  private static double ratioY(Geometry geometry, int height) {
    return (double) height / geometry.height();
  }

  private static long[] scaled(int width, int height, double ratio) {
    return new long[] {(long) Math.rint(width / ratio), (long) Math.rint(height / ratio)};
  }

  private static int cropStart(TransformOrder order, int excess) {
    return order == TransformOrder.OPEN_CLIP
        ? (int) Math.rint(excess / 2.0)
        : Math.floorDiv(excess, 2);
  }

  /** transformers puts the larger half in front, torchvision behind. */
  private static int padStart(TransformOrder order, int missing) {
    if (missing <= 0) {
      return 0;
    }
    return order == TransformOrder.OPEN_CLIP ? missing / 2 : (missing + 1) / 2;
  }
}
