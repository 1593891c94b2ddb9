package io.github.clip4j.image;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** An encoded image in memory. */
final class BytesSource implements ImageSource {
  private final String name;
  private final byte[] encoded;

  BytesSource(String name, byte[] encoded) {
    this.name = name;
    this.encoded = encoded;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(encoded);
  }

  @Override
  public String toString() {
    return "BytesSource[name=" + name + ", bytes=" + encoded.length + "]";
  }
}
