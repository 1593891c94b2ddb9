package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.time.Duration;

/**
 * What the decoding of one image may cost: pixels, memory and time. Pixels and memory are checked
 * from the header, before anything is allocated; the memory is claimed then, and given back when
 * this is closed. For one thread.
 */
public final class SizeLimit implements AutoCloseable {
  /** What one array can hold. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private final long maxPixels;
  private final DecodeBudget budget;
  private final Duration time;
  private final long start = System.nanoTime();
  private long claimed;

  /**
   * Begins to measure the time.
   *
   * @param maxPixels the most pixels
   * @param budget for the decoded image, width x height x bands x bytes a sample
   * @param time from now on
   */
  public SizeLimit(long maxPixels, DecodeBudget budget, Duration time) {
    this.maxPixels = maxPixels;
    this.budget = budget;
    this.time = time;
  }

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
    if (bytes > MAX_BYTES || bytes > budget.bytes()) {
      throw new ImageException(
          width
              + " x "
              + height
              + " pixels need "
              + (bytes >> 20)
              + " MiB, over the limit of "
              + (Math.min(budget.bytes(), MAX_BYTES) >> 20)
              + " MiB (decodeBudget, by default a quarter of -Xmx)");
    }
    claim(bytes);
  }

  /** The largest of several claims counts: they are made before anything is allocated. */
  private void claim(long bytes) {
    if (bytes > claimed) {
      // Nothing is held while it waits for more: so no two images wait for each other.
      close();
      budget.claim(bytes);
      claimed = bytes;
    }
  }

  /**
   * Refuses what cannot be: that so many bytes of image come out of so few in the file.
   *
   * @param decoded the bytes that the header promises
   * @param encoded the bytes that are there
   * @param ratio the most bytes that one byte can become
   * @param format for the message
   */
  void checkLength(long decoded, long encoded, int ratio, String format) {
    if (decoded / ratio > encoded) {
      throw new ImageException(
          "truncated "
              + format
              + ": its header promises "
              + decoded
              + " bytes of image, its "
              + encoded
              + " bytes of data hold at most "
              + encoded * ratio);
    }
  }

  /** {@return how much time is left, at least 0} */
  public long nanosLeft() {
    return Math.max(0, time.toNanos() - (System.nanoTime() - start));
  }

  /**
   * Refuses to go on when the time is over; to be called once a row or so.
   *
   * @throws ImageException if it is
   */
  public void checkTime() {
    if (System.nanoTime() - start > time.toNanos()) {
      throw new ImageException(
          "not decoded within the limit of " + time.toMillis() / 1000.0 + " s (timeLimit)");
    }
  }

  @Override
  public void close() {
    if (claimed > 0) {
      budget.release(claimed);
      claimed = 0;
    }
  }
}
