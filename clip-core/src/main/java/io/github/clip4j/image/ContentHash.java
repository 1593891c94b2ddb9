package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

/** Tells whether an encoded image is still the same, without decoding it. */
public final class ContentHash {
  private static final int BUFFER_BYTES = 1 << 16;

  private ContentHash() {}

  /**
   * Reads an image.
   *
   * @param source the image
   * @param limits of which the time counts
   * @return the SHA-256 of its bytes, in hexadecimal digits
   * @throws ImageException if it cannot be read, or not within its time
   * @throws CancellationException if the thread is interrupted while it waits for what may block
   */
  public static String sha256(ImageSource source, ImageLimits limits) {
    try (DecodeAllowance allowance = limits.begin()) {
      return TimedReading.of(source, allowance, () -> read(source, allowance));
    }
  }

  private static String read(ImageSource source, DecodeAllowance allowance) {
    try (InputStream in = source.open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        allowance.checkTime();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (ImageException | CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw EncodedImage.unreadable(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
