package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.time.Duration;

/**
 * What the decoding of one image may cost: pixels, memory and time. Pixels and memory are checked
 * from the header, before anything is allocated; the memory is claimed then, and given back when
 * this is closed. Only the thread that decodes may claim; others may look at the time.
 */
public final class DecodeAllowance implements AutoCloseable {
  /** What one array can hold. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8L;

  private final long maxPixels;
  private final DecodeBudget budget;
  private final Duration time;
  private final long nanos;
  private final long start = System.nanoTime();
  private long waited;
  private long claimed;
  private long claimedForFile;

  /**
   * Begins to measure the time.
   *
   * @param maxPixels the most pixels
   * @param budget for the decoded image, width x height x bands x bytes a sample
   * @param time from now on
   */
  public DecodeAllowance(long maxPixels, DecodeBudget budget, Duration time) {
    this.maxPixels = maxPixels;
    this.budget = budget;
    this.time = time;
    this.nanos = saturated(time);
  }

  private static long saturated(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
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
    requireWithin(budget.bytes(), bytes, width + " x " + height + " pixels need ");
    claim(bytes);
  }

  private static void requireWithin(long limit, long bytes, String what) {
    if (bytes > MAX_BYTES || bytes > limit) {
      throw new ImageException(
          what
              + (bytes >> 20)
              + " MiB, over the limit of "
              + (Math.min(limit, MAX_BYTES) >> 20)
              + " MiB (decodeBudget, by default a quarter of -Xmx)");
    }
  }

  /** The largest of several claims counts: they are made before anything is allocated. */
  private void claim(long bytes) {
    if (bytes > claimed) {
      // No pixels are held while it waits for more: so no two images wait for each other.
      release();
      waitingFor(() -> budget.claim(bytes));
      claimed = bytes;
    }
  }

  /**
   * Refuses an encoded image that takes more memory than all of them may.
   *
   * @param bytes of the file, as far as it is read
   * @throws ImageException if it does
   */
  public void checkEncoded(long bytes) {
    requireWithin(budget.bytesForFiles(), bytes, "its file has ");
  }

  /**
   * Waits for room for an encoded image, beside those of other threads, and takes it.
   *
   * @param bytes of the file; 0 if they are not known
   * @throws ImageException if it is more than there is
   */
  public void claimEncoded(long bytes) {
    checkEncoded(bytes);
    if (bytes > 0) {
      // Whoever waits for room for pixels has read its file: so no two images wait for each other.
      waitingFor(() -> budget.claimForFile(bytes));
      claimedForFile = bytes;
    }
  }

  /** What others take of the time is not this image's. */
  private void waitingFor(Runnable claim) {
    long before = System.nanoTime();
    claim.run();
    waited += System.nanoTime() - before;
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

  private long spent() {
    return System.nanoTime() - start - waited;
  }

  /** {@return how much time is left, at least 0} */
  public long nanosLeft() {
    return Math.max(0, nanos - spent());
  }

  /**
   * Refuses to go on when the time is over; to be called once a row or so.
   *
   * @throws ImageException if it is
   */
  public void checkTime() {
    if (spent() > nanos) {
      throw new ImageException(
          "not decoded within the limit of " + time.toMillis() / 1000.0 + " s (timeLimit)");
    }
  }

  private void release() {
    if (claimed > 0) {
      budget.release(claimed);
      claimed = 0;
    }
  }

  @Override
  public void close() {
    release();
    if (claimedForFile > 0) {
      budget.releaseForFile(claimedForFile);
      claimedForFile = 0;
    }
  }
}
