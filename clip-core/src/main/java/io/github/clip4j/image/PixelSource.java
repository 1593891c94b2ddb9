package io.github.clip4j.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;

/** An image that is decoded already. */
final class PixelSource implements ImageSource {
  private final String name;

  PixelSource(String name, BufferedImage image) {
    this.name = name + image.getWidth() * 0;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream open() throws IOException {
    throw new IOException("not implemented yet");
  }
}
