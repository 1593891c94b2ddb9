package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;

/**
 * How large an image may be, checked from its header before memory is spent on it.
 *
 * @param maxPixels the most pixels
 */
public record SizeLimit(long maxPixels) {
  /** What one array can hold. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  /** Refuses sizes that are empty or over the limit. */
  void check(long width, long height) {
    check(width, height, 3);
  }

  /** As {@link #check(long, long)}, with the bytes that a decoded pixel takes. */
  void check(long width, long height, int bytesPerPixel) {
    if (width < 1 || height < 1) {
      throw new ImageException("the image is empty: " + width + " x " + height + " pixels");
    }
    // Exact: neither factor is over 2^32.
    if (Math.multiplyHigh(width, height) != 0 || width * height < 0 || width * height > maxPixels) {
      throw new ImageException(
          width + " x " + height + " pixels is over the limit of " + maxPixels + " (maxPixels)");
    }
    long bytes = width * height * bytesPerPixel;
    if (bytes > MAX_BYTES || bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new ImageException(
          width
              + " x "
              + height
              + " pixels need "
              + (bytes >> 20)
              + " MiB, too much for a heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB (-Xmx)");
    }
  }
}
