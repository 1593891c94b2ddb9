package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import io.github.clip4j.image.codec.FileFormat;
import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Part;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.jpeg.JpegBuffers;
import java.util.concurrent.CancellationException;

/**
 * Reads JPEG, PNG, GIF, BMP, TIFF and WebP to RGB, with Pillow's pixels.
 *
 * <p>The format is told by the content, not the name. Of an animation the first frame is read. ICC
 * profiles are ignored, 16-bit grey is clipped and 16-bit colour reduced to its high byte, all as
 * {@code Image.open(…).convert("RGB")} does. A truncated or damaged image is a failure. Decoders
 * are immutable and may be used by many threads.
 */
public final class ImageDecoder {
  private final Transparency transparency;
  private final boolean exifOrientation;
  private final ImageLimits limits;

  private ImageDecoder(Transparency transparency, boolean exifOrientation, ImageLimits limits) {
    this.transparency = transparency;
    this.exifOrientation = exifOrientation;
    this.limits = limits;
  }

  /**
   * {@return a decoder that drops alpha, leaves the EXIF orientation alone, and keeps {@link
   * ImageLimits#standard()}}
   */
  public static ImageDecoder standard() {
    return new ImageDecoder(Transparency.DROP, false, ImageLimits.standard());
  }

  /**
   * This decoder with another rule for transparent pixels.
   *
   * @param rule what to do with transparency
   * @return the changed decoder
   */
  public ImageDecoder transparency(Transparency rule) {
    return new ImageDecoder(rule, exifOrientation, limits);
  }

  /**
   * This decoder, turning images upright by their EXIF orientation or not.
   *
   * @param applied whether it is applied
   * @return the changed decoder
   */
  public ImageDecoder exifOrientation(boolean applied) {
    return new ImageDecoder(transparency, applied, limits);
  }

  /**
   * This decoder with other limits on what one image may cost.
   *
   * @param newLimits checked before memory is spent
   * @return the changed decoder
   */
  public ImageDecoder limits(ImageLimits newLimits) {
    return new ImageDecoder(transparency, exifOrientation, newLimits);
  }

  /**
   * Reads an image.
   *
   * @param source the image
   * @return the image
   * @throws ImageException if it cannot be read: missing, damaged, over a limit, of an unknown
   *     format; the message is one line without the image's name
   * @throws java.util.concurrent.CancellationException if the thread is interrupted while it waits
   *     for its share of the decode budget, or for a stream, a URL or a pipe
   */
  public RgbImage decode(ImageSource source) {
    try (DecodeAllowance allowance = limits.begin()) {
      return toRgb(read(source, allowance, Part.Rule.WHOLE, new JpegBuffers()), transparency);
    }
  }

  /**
   * Reads an image and makes it smaller where it is larger: {@link #decode} and {@link
   * RgbImage#within} in one, in which the pixels of a JPEG are never all in memory.
   *
   * @param source the image
   * @param longest pixels of the longer edge, at least 1
   * @return the image, with no edge longer than that
   * @throws IllegalArgumentException if that is less than 1
   * @throws ImageException as {@link #decode}
   * @throws java.util.concurrent.CancellationException as {@link #decode}
   */
  public RgbImage decodeWithin(ImageSource source, int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("expected an edge of at least 1 pixel, got " + longest);
    }
    try (DecodeAllowance allowance = limits.begin()) {
      Pixels pixels = read(source, allowance, Part.Rule.WHOLE, new JpegBuffers());
      boolean streamed = pixels.mode() == Mode.RGB && !pixels.isTransparent();
      return streamed
          ? RgbImage.within(pixels, longest)
          : toRgb(pixels, transparency).within(longest);
    }
  }

  /** Begins with an image; what is decoded under the allowance is done with when it is closed. */
  DecodeAllowance begin() {
    return limits.begin();
  }

  static RgbImage toRgb(Pixels pixels, Transparency transparency) {
    return transparency == Transparency.WHITE
        ? RgbConversion.onWhite(pixels)
        : RgbConversion.dropping(pixels);
  }

  /**
   * Reads an image in its own mode, turned upright if that is asked for.
   *
   * @param part which part of it needs to be right; all of one that may be turned
   * @param buffers that the result may live in
   */
  Pixels read(ImageSource source, DecodeAllowance allowance, Part.Rule part, JpegBuffers buffers) {
    try {
      Pixels pixels =
          source instanceof PixelSource decoded
              ? decoded.pixels()
              : decode(EncodedImage.read(source, limits, allowance), allowance, part, buffers);
      return exifOrientation ? pixels.upright() : pixels;
    } catch (OutOfMemoryError e) {
      throw new ImageException("not enough memory to read it (-Xmx)", e);
    }
  }

  private static Pixels decode(
      byte[] encoded, DecodeAllowance allowance, Part.Rule part, JpegBuffers buffers) {
    FileFormat format = FileFormat.of(encoded);
    try {
      return format.read(encoded, allowance, part, buffers);
    } catch (ImageException | CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      // Headers that point outside of the file, and whatever a damaged file does to a reader.
      throw new ImageException("damaged or truncated " + format, e);
    }
  }
}
