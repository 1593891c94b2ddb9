package io.github.clip4j.journal;

import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image was when it was read.
 *
 * @param stamp what the source itself tells: size and time of a file; null where it tells nothing
 * @param sha256 of the content, in hexadecimal digits; null where contents are not compared
 */
record Version(@Nullable String stamp, @Nullable String sha256) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** The version now; empty if it cannot be told, as of a file that is missing. */
  static Optional<Version> of(ImageSource image, boolean withContent) {
    try {
      String stamp = image.stamp().orElse(null);
      return Optional.of(new Version(stamp, withContent ? sha256(image) : null));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the image is still the same: by content where that is known now, else by its stamp. */
  boolean isStill(Version now) {
    return now.sha256 == null ? Objects.equals(stamp, now.stamp) : now.sha256.equals(sha256);
  }

  private static String sha256(ImageSource image) throws IOException {
    try (InputStream in = image.open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
