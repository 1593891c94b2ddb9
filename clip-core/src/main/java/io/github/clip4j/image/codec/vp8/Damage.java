package io.github.clip4j.image.codec.vp8;

import io.github.clip4j.error.ImageException;

/** What is said of bitstreams that cannot be decoded. */
final class Damage {
  private Damage() {}

  static ImageException truncated() {
    return new ImageException("truncated WebP: the file ends before the image does");
  }

  static ImageException of(String what) {
    return new ImageException("damaged WebP: " + what);
  }
}
