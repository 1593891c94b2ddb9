package io.github.clip4j.image;

import io.github.clip4j.image.codec.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** An image that is decoded already. */
final class PixelSource implements ImageSource {
  private final String name;
  private final Pixels pixels;

  PixelSource(String name, BufferedImage image) {
    this.name = name;
    this.pixels = JavaImages.pixels(image);
  }

  @Override
  public String name() {
    return name;
  }

  Pixels pixels() {
    return pixels;
  }

  /** The pixels as a PNG. */
  @Override
  public InputStream open() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    int colorType =
        switch (pixels.mode()) {
          case L -> 0;
          case RGB -> 2;
          default -> 6;
        };
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(pixels.width()).putInt(pixels.height()).put((byte) 8).put((byte) colorType);
    chunk(png, "IHDR", header.array());
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    int length = pixels.width() * pixels.mode().bands();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows)) {
      for (int y = 0; y < pixels.height(); y++) {
        deflater.write(0);
        deflater.write(pixels.bytes(), y * length, length);
      }
    }
    chunk(png, "IDAT", rows.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return new ByteArrayInputStream(png.toByteArray());
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    png.writeBytes(name);
    png.writeBytes(body);
    png.writeBytes(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  @Override
  public String toString() {
    return "PixelSource[name=" + name + ", " + pixels.width() + " x " + pixels.height() + "]";
  }
}
