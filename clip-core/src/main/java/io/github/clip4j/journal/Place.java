package io.github.clip4j.journal;

import org.jspecify.annotations.Nullable;

/**
 * Where a journal has the result of one image.
 *
 * @param version what the image was when it was read; null if that could not be told
 * @param offset of its vector in the file; -1 if it failed
 * @param failure why it failed; null if it did not
 */
record Place(@Nullable Version version, long offset, @Nullable String failure) {

  /** Whether the image has a vector and is still what it was. */
  boolean holds(@Nullable Version now) {
    return failure == null && version != null && now != null && version.isStill(now);
  }
}
