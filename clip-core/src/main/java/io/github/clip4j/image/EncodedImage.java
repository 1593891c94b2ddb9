package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import io.github.clip4j.image.codec.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * The bytes of one image, read within its limits. What does not begin like an image is not read to
 * its end.
 */
final class EncodedImage {
  /** As many bytes as tell a format, and usually what else it is. */
  private static final int BEGINNING = 1 << 12;

  private static final int CHUNK_BYTES = 1 << 20;

  private final ImageSource source;
  private final ImageLimits limits;
  private final DecodeAllowance allowance;
  private byte[] bytes = new byte[BEGINNING];
  private int count;

  private EncodedImage(ImageSource source, ImageLimits limits, DecodeAllowance allowance) {
    this.source = source;
    this.limits = limits;
    this.allowance = allowance;
  }

  /**
   * Reads an image, on a thread of its own where it may block.
   *
   * @throws ImageException if it cannot be read, is over a limit, or is no image
   */
  static byte[] read(ImageSource source, ImageLimits limits, DecodeAllowance allowance) {
    EncodedImage image = new EncodedImage(source, limits, allowance);
    return TimedReading.of(source, allowance, image::read);
  }

  private byte[] read() {
    try (InputStream in = source.open()) {
      // What may block has none: a thread of its own may come too late, and must not claim
      // anything.
      long size = source instanceof FileSource file ? file.size() : 0;
      requireFileWithin(size);
      fill(in);
      if (count == BEGINNING) {
        FileFormat.of(bytes);
        allowance.claimEncoded(size);
        readRest(in, (int) size);
      }
      return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    } catch (ImageException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** A file that has grown, and what has no size, is read to its end as well. */
  private void readRest(InputStream in, int size) throws IOException {
    int room = size;
    while (count == bytes.length) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      requireFileWithin(count + 1L);
      allowance.checkEncoded(count + 1L);
      long doubled = Math.min(2L * count, limits.maxFileBytes() + 1);
      bytes = Arrays.copyOf(bytes, Math.max(room, (int) doubled));
      bytes[count++] = (byte) next;
      room = 0;
      fill(in);
    }
  }

  /** Reads until the array is full or there is nothing more. */
  private void fill(InputStream in) throws IOException {
    while (count < bytes.length) {
      int read = in.read(bytes, count, Math.min(CHUNK_BYTES, bytes.length - count));
      if (read < 0) {
        return;
      }
      count += read;
      requireFileWithin(count);
      allowance.checkTime();
    }
  }

  private void requireFileWithin(long size) {
    if (size > limits.maxFileBytes()) {
      throw new ImageException(
          "the file is over the limit of " + limits.maxFileBytes() + " bytes (maxFileBytes)");
    }
  }

  /** The failure of an image, in one line; of what is no input or output, the kind is told too. */
  static ImageException unreadable(Exception e) {
    Throwable cause = e.getCause();
    Throwable problem = e instanceof UncheckedIOException && cause != null ? cause : e;
    String message = problem.getMessage();
    if (message == null || message.isBlank()) {
      return new ImageException("cannot be read: " + problem.getClass().getSimpleName(), e);
    }
    String kind =
        problem instanceof IOException
            ? ""
            : "its source threw " + problem.getClass().getSimpleName() + ": ";
    return new ImageException(kind + message.lines().findFirst().orElse(message), e);
  }
}
