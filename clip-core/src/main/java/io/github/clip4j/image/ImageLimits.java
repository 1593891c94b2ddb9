package io.github.clip4j.image;

import io.github.clip4j.image.codec.DecodeAllowance;
import io.github.clip4j.image.codec.DecodeBudget;
import java.time.Duration;

/**
 * What one image may cost. An image over a limit is an {@link ImageFailure} that names the limit;
 * no memory was spent on its pixels. Limits change what is read, never what it is read to.
 * Immutable.
 */
public final class ImageLimits {
  /** Pillow's limit, over which it speaks of a decompression bomb. */
  public static final long DEFAULT_MAX_PIXELS = 178_956_970;

  /** The most bytes of an encoded image that the defaults read: 1 GiB. */
  public static final long DEFAULT_MAX_FILE_BYTES = 1L << 30;

  private static final ImageLimits STANDARD =
      new ImageLimits(
          DEFAULT_MAX_PIXELS,
          DEFAULT_MAX_FILE_BYTES,
          new DecodeBudget(Runtime.getRuntime().maxMemory() / 4),
          Duration.ofMinutes(1));

  private final long maxPixels;
  private final long maxFileBytes;
  private final DecodeBudget decodeBudget;
  private final Duration timeLimit;

  private ImageLimits(
      long maxPixels, long maxFileBytes, DecodeBudget decodeBudget, Duration timeLimit) {
    this.maxPixels = maxPixels;
    this.maxFileBytes = maxFileBytes;
    this.decodeBudget = decodeBudget;
    this.timeLimit = timeLimit;
  }

  /**
   * {@return the defaults: {@value #DEFAULT_MAX_PIXELS} pixels, {@value #DEFAULT_MAX_FILE_BYTES}
   * bytes, a decode budget of a quarter of the maximum heap, shared by all who use the defaults,
   * and one minute an image}
   */
  public static ImageLimits standard() {
    return STANDARD;
  }

  /**
   * With another limit on width times height.
   *
   * @param limit in pixels, at least 1
   * @return the changed limits
   * @throws IllegalArgumentException if it is less than 1
   */
  public ImageLimits maxPixels(long limit) {
    requirePositive(limit, "pixel");
    return new ImageLimits(limit, maxFileBytes, decodeBudget, timeLimit);
  }

  /**
   * With another limit on the encoded image.
   *
   * @param limit in bytes, 1 to {@value #DEFAULT_MAX_FILE_BYTES}
   * @return the changed limits
   * @throws IllegalArgumentException if it is less or more
   */
  public ImageLimits maxFileBytes(long limit) {
    requirePositive(limit, "byte");
    if (limit > DEFAULT_MAX_FILE_BYTES) {
      throw new IllegalArgumentException(
          "expected a limit of at most " + DEFAULT_MAX_FILE_BYTES + " bytes, got " + limit);
    }
    return new ImageLimits(maxPixels, limit, decodeBudget, timeLimit);
  }

  /**
   * With a budget of its own for decoded images, width x height x bands x bytes a sample: an image
   * that needs more fails, and one that finds too little left waits until others are done. Their
   * files have a budget of the same size beside it, of at least a quarter of the maximum heap. All
   * threads that use the result, and limits made from it, share both.
   *
   * @param bytes at least 1
   * @return the changed limits
   * @throws IllegalArgumentException if it is less than 1
   */
  public ImageLimits decodeBudget(long bytes) {
    requirePositive(bytes, "byte");
    return new ImageLimits(maxPixels, maxFileBytes, new DecodeBudget(bytes), timeLimit);
  }

  /**
   * With another limit on the time from the first byte to the pixels, without what an image waits
   * for others within the decode budget. It is looked at between rows and between reads; what may
   * block, a pipe or a stream, is read on a thread of its own and given up.
   *
   * @param limit more than zero
   * @return the changed limits
   * @throws IllegalArgumentException if it is not
   */
  public ImageLimits timeLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("expected a time of more than zero, got " + limit);
    }
    return new ImageLimits(maxPixels, maxFileBytes, decodeBudget, limit);
  }

  private static void requirePositive(long limit, String unit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "expected a limit of at least 1 " + unit + ", got " + limit);
    }
  }

  /** {@return the most pixels} */
  public long maxPixels() {
    return maxPixels;
  }

  /** {@return the most bytes of an encoded image} */
  public long maxFileBytes() {
    return maxFileBytes;
  }

  /** {@return the memory for decoded images, in bytes} */
  public long decodeBudget() {
    return decodeBudget.bytes();
  }

  /** {@return the time that one image may take} */
  public Duration timeLimit() {
    return timeLimit;
  }

  /**
   * Begins with an image: its time runs from here on, its memory is given back when it is closed.
   */
  DecodeAllowance begin() {
    return new DecodeAllowance(maxPixels, decodeBudget, timeLimit);
  }

  /** Whether no image is being decoded within the budget. */
  boolean isIdle() {
    return decodeBudget.isIdle();
  }
}
