package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.FileFormat;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.SizeLimit;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JPEG, PNG, GIF, BMP, TIFF and WebP to RGB, with Pillow's pixels.
 *
 * <p>The format is told by the content, not the name. Of an animation the first frame is read. ICC
 * profiles are ignored, 16-bit grey is clipped and 16-bit colour reduced to its high byte, all as
 * {@code Image.open(…).convert("RGB")} does. A truncated or damaged image is a failure. Decoders
 * are immutable and may be used by many threads.
 */
public final class ImageDecoder {
  /** Pillow's limit, over which it speaks of a decompression bomb. */
  public static final long DEFAULT_MAX_PIXELS = 178_956_970;

  private static final int MAX_FILE_BYTES = 1 << 30;

  private final Transparency transparency;
  private final boolean exifOrientation;
  private final long maxPixels;

  private ImageDecoder(Transparency transparency, boolean exifOrientation, long maxPixels) {
    this.transparency = transparency;
    this.exifOrientation = exifOrientation;
    this.maxPixels = maxPixels;
  }

  /**
   * {@return a decoder that drops alpha, leaves the EXIF orientation alone, and reads up to {@link
   * #DEFAULT_MAX_PIXELS}}
   */
  public static ImageDecoder standard() {
    return new ImageDecoder(Transparency.DROP, false, DEFAULT_MAX_PIXELS);
  }

  /**
   * This decoder with another rule for transparent pixels.
   *
   * @param rule what to do with transparency
   * @return the changed decoder
   */
  public ImageDecoder transparency(Transparency rule) {
    return new ImageDecoder(rule, exifOrientation, maxPixels);
  }

  /**
   * This decoder, turning images upright by their EXIF orientation or not.
   *
   * @param applied whether it is applied
   * @return the changed decoder
   */
  public ImageDecoder exifOrientation(boolean applied) {
    return new ImageDecoder(transparency, applied, maxPixels);
  }

  /**
   * This decoder with another limit on width times height, checked before memory is spent.
   *
   * @param limit in pixels, at least 1
   * @return the changed decoder
   */
  public ImageDecoder maxPixels(long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("expected a limit of at least 1 pixel, got " + limit);
    }
    return new ImageDecoder(transparency, exifOrientation, limit);
  }

  /**
   * Reads an image.
   *
   * @param source the image
   * @return the image
   * @throws ImageException if it cannot be read: missing, damaged, over the limit, of an unknown
   *     format; the message is one line without the image's name
   */
  public RgbImage decode(ImageSource source) {
    return toRgb(read(source), transparency);
  }

  static RgbImage toRgb(Pixels pixels, Transparency transparency) {
    return transparency == Transparency.WHITE
        ? RgbConversion.onWhite(pixels)
        : RgbConversion.dropping(pixels);
  }

  /** Reads an image in its own mode, turned upright if that is asked for. */
  Pixels read(ImageSource source) {
    try {
      Pixels pixels =
          source instanceof PixelSource decoded ? decoded.pixels() : decode(encoded(source));
      return exifOrientation ? pixels.upright() : pixels;
    } catch (OutOfMemoryError e) {
      throw new ImageException("not enough memory to read it (-Xmx)", e);
    }
  }

  private Pixels decode(byte[] encoded) {
    FileFormat format = FileFormat.of(encoded);
    try {
      return format.read(encoded, new SizeLimit(maxPixels));
    } catch (ImageException e) {
      throw e;
    } catch (RuntimeException e) {
      // Headers that point outside of the file, and whatever a damaged file does to a reader.
      throw new ImageException("damaged or truncated " + format, e);
    }
  }

  private static byte[] encoded(ImageSource source) {
    try (InputStream in = source.open()) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new ImageException(
            "the file is over the limit of " + (MAX_FILE_BYTES >> 20) + " MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new ImageException(reason(e), e);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? "cannot be read: " + e.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
