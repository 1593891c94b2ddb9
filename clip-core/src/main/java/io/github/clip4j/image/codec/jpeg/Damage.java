package io.github.clip4j.image.codec.jpeg;

import io.github.clip4j.error.ImageException;

/** What is said of files that cannot be decoded. */
final class Damage {
  private Damage() {}

  static ImageException truncated() {
    return new ImageException("truncated JPEG: the file ends before the image does");
  }

  static ImageException of(String what) {
    return new ImageException("damaged JPEG: " + what);
  }
}
