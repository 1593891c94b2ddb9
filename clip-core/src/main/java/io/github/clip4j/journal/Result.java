package io.github.clip4j.journal;

import org.jspecify.annotations.Nullable;

/**
 * What became of one image, as a journal has it in JSON.
 *
 * @param name of the image
 * @param occurrence how many images of that name stand before it
 * @param readable whether it could be told what the image was; a missing file is not
 * @param stamp of the image when it was read; see {@link Version}
 * @param sha256 of the image when it was read; see {@link Version}
 * @param failure why it failed; null if it has a vector
 */
record Result(
    String name,
    int occurrence,
    boolean readable,
    @Nullable String stamp,
    @Nullable String sha256,
    @Nullable String failure) {

  static Result of(Key key, @Nullable Version version, @Nullable String failure) {
    return version == null
        ? new Result(key.name(), key.occurrence(), false, null, null, failure)
        : new Result(
            key.name(), key.occurrence(), true, version.stamp(), version.sha256(), failure);
  }

  Key key() {
    return new Key(name, occurrence);
  }

  @Nullable Version version() {
    return readable ? new Version(stamp, sha256) : null;
  }
}
