package io.github.clip4j.journal;

import io.github.clip4j.image.ContentHash;
import io.github.clip4j.image.ImageLimits;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * What an image was when it was read.
 *
 * @param stamp what the source itself tells: size and time of a file; null where it tells nothing
 * @param sha256 of the content, in hexadecimal digits; null where contents are not compared
 */
record Version(@Nullable String stamp, @Nullable String sha256) {

  /** The version now; empty if it cannot be told, as of a file that is missing, or of a pipe. */
  static Optional<Version> of(ImageSource image, boolean withContent) {
    try {
      String stamp = image.stamp().orElse(null);
      return Optional.of(
          new Version(
              stamp, withContent ? ContentHash.sha256(image, ImageLimits.standard()) : null));
    } catch (CancellationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the image is still the same: by content where that is known now, else by its stamp. */
  boolean isStill(Version now) {
    return now.sha256 == null ? Objects.equals(stamp, now.stamp) : now.sha256.equals(sha256);
  }
}
