package io.github.clip4j.image;

import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Pixels;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** An immutable image of 8-bit red, green and blue, as {@code convert("RGB")} gives it. */
public final class RgbImage {
  private final int width;
  private final int height;
  private final byte[] rgb;

  /** Takes the array over: rows of interleaved RGB. */
  RgbImage(int width, int height, byte[] rgb) {
    this.width = width;
    this.height = height;
    this.rgb = rgb;
  }

  /**
   * An image of pixels that are already there.
   *
   * @param width in pixels
   * @param height in pixels
   * @param rgb {@code [height][width][3]}, flattened; copied
   * @return the image
   */
  public static RgbImage of(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "expected width x height x 3 bytes and at least one pixel, got "
              + rgb.length
              + " bytes for "
              + width
              + " x "
              + height);
    }
    return new RgbImage(width, height, rgb.clone());
  }

  /** {@return pixels in a row} */
  public int width() {
    return width;
  }

  /** {@return the rows} */
  public int height() {
    return height;
  }

  /** {@return a copy of the pixels, {@code [height][width][3]}, flattened} */
  public byte[] toBytes() {
    return rgb.clone();
  }

  /** The pixels themselves, not to be written. */
  byte[] bytes() {
    return rgb;
  }

  /** The same, sharing the bytes. */
  Pixels pixels() {
    return Pixels.of(Mode.RGB, width, height, rgb);
  }

  /** {@return a new image of type {@link BufferedImage#TYPE_INT_RGB}} */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0, p = 0; i < pixels.length; i++, p += 3) {
      pixels[i] = (rgb[p] & 255) << 16 | (rgb[p + 1] & 255) << 8 | (rgb[p + 2] & 255);
    }
    return image;
  }

  /**
   * The image at another size, resampled exactly as Pillow's {@code resize} does.
   *
   * @param newWidth in pixels
   * @param newHeight in pixels
   * @param interpolation the filter
   * @return the image
   */
  public RgbImage resize(int newWidth, int newHeight, Interpolation interpolation) {
    if (newWidth < 1 || newHeight < 1) {
      throw new IllegalArgumentException(
          "expected a size of at least 1 x 1, got " + newWidth + " x " + newHeight);
    }
    return resized(pixels(), newWidth, newHeight, interpolation);
  }

  private static RgbImage resized(Pixels rgb, int width, int height, Interpolation interpolation) {
    Pixels resized = Resampler.shared().resize(rgb, Placement.whole(width, height), interpolation);
    return new RgbImage(width, height, resized.bytes());
  }

  /**
   * The image itself where no edge is longer, else the image with its longer edge of this length,
   * resampled with {@link Interpolation#LANCZOS}.
   *
   * @param longest pixels, at least 1
   * @return the image
   * @throws IllegalArgumentException if it is less than 1
   */
  public RgbImage within(int longest) {
    return Math.max(width, height) <= longest ? this : within(pixels(), longest);
  }

  /** The same, of pixels whose mode is RGB. */
  static RgbImage within(Pixels rgb, int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("expected an edge of at least 1, got " + longest);
    }
    double scale = Math.min(1, (double) longest / Math.max(rgb.width(), rgb.height()));
    return resized(
        rgb,
        (int) Math.max(1, Math.round(rgb.width() * scale)),
        (int) Math.max(1, Math.round(rgb.height() * scale)),
        Interpolation.LANCZOS);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && width == that.width
        && height == that.height
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "RgbImage[" + width + " x " + height + "]";
  }
}
