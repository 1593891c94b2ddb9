package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What the samples of a TIFF are and which of Pillow's modes they become: the table OPEN_INFO of
 * its TiffImagePlugin.
 *
 * @param bits bits a sample, the same for all
 * @param samplesPerPixel as stored, those included that are ignored
 * @param inverted whether 0 is white
 * @param premultiplied whether the alpha is associated
 */
record TiffLayout(
    Mode mode,
    int compression,
    int photometric,
    int bits,
    int samplesPerPixel,
    boolean planar,
    boolean inverted,
    boolean premultiplied,
    int sampleFormat,
    ByteOrder order) {

  private static final int UNSIGNED = 1;
  private static final int SIGNED = 2;
  private static final int FLOAT = 3;

  static TiffLayout of(TiffDirectory tags) {
    int compression = tags.number(TiffDirectory.COMPRESSION, 1);
    int photometric = tags.number(TiffDirectory.PHOTOMETRIC, 0);
    int samples = tags.number(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    long[] bitsList = tags.values(TiffDirectory.BITS);
    long[] extra = tags.values(TiffDirectory.EXTRA_SAMPLES);
    int bits = bitsList.length == 0 ? 1 : (int) bitsList[0];
    if (Arrays.stream(bitsList).anyMatch(b -> b != bits)) {
      throw new ImageException("TIFF with samples of different sizes is not read");
    }
    int format = tags.number(TiffDirectory.SAMPLE_FORMAT, UNSIGNED);
    int extraKind = extra.length == 0 ? -1 : (int) extra[0];
    Mode mode = mode(photometric, samples, bits, format, extra.length, extraKind, compression);
    if (photometric == 6 && compression != 7) {
      throw new ImageException("TIFF in YCbCr is read with JPEG compression only");
    }
    return new TiffLayout(
        mode,
        compression,
        photometric,
        bits,
        samples,
        samples > 1 && tags.value(TiffDirectory.PLANAR, 1) == 2,
        photometric == 0 && bits <= 8,
        extraKind == 1,
        format,
        tags.order());
  }

  private static Mode mode(
      int photometric,
      int samples,
      int bits,
      int format,
      int extraCount,
      int extraKind,
      int compression) {
    boolean alpha = extraKind == 1 || extraKind == 2 || extraKind == 999;
    boolean unnamedAlpha = samples == 4 && extraCount == 0;
    int colors = samples - extraCount;
    boolean bytes = bits == 8 && format == UNSIGNED;
    boolean wide = bytes || (bits == 16 && format == UNSIGNED);
    if (photometric <= 1 && samples == 1) {
      return grey(bits, format, photometric);
    }
    if (photometric == 1 && bytes && samples == 2 && extraCount == 1) {
      return alpha ? Mode.LA : Mode.L;
    }
    if (photometric == 2 && wide && (colors == 3 || unnamedAlpha)) {
      return unnamedAlpha || alpha ? Mode.RGBA : Mode.RGB;
    }
    if (photometric == 3 && format == UNSIGNED && bits <= 8 && colors == 1) {
      return alpha && bits == 8 ? Mode.PA : Mode.P;
    }
    if (photometric == 5 && wide && colors == 4) {
      return Mode.CMYK;
    }
    if (photometric == 6 && bytes && samples == 3 && compression == 7) {
      return Mode.RGB;
    }
    throw new ImageException(
        "TIFF of this kind is not read: photometric interpretation "
            + photometric
            + ", "
            + samples
            + " samples of "
            + bits
            + " bits");
  }

  private static Mode grey(int bits, int format, int photometric) {
    if (format == UNSIGNED && (bits == 1 || bits == 2 || bits == 4 || bits == 8)) {
      return bits == 1 ? Mode.BILEVEL : Mode.L;
    }
    if (bits == 8 && format == SIGNED && photometric == 1) {
      return Mode.L;
    }
    if (bits == 16 && format == UNSIGNED) {
      return Mode.I16;
    }
    if (photometric == 1
        && (format == UNSIGNED || format == SIGNED)
        && (bits == 16 || bits == 32)) {
      return Mode.I32;
    }
    if (bits == 32 && format == FLOAT) {
      return Mode.F32;
    }
    throw new ImageException(
        "TIFF of this kind is not read: grey of " + bits + " bits, sample format " + format);
  }

  /** Samples that lie together: those of a pixel, or one where each has a plane. */
  int samplesTogether() {
    return planar ? 1 : samplesPerPixel;
  }

  int rowBytes(int columns) {
    return Math.toIntExact(((long) columns * samplesTogether() * bits + 7) / 8);
  }

  JpegFile.Colors jpegColors() {
    return switch (photometric) {
      case 6 -> JpegFile.Colors.YCC;
      case 2 -> JpegFile.Colors.RGB;
      case 5 -> JpegFile.Colors.CMYK;
      default -> JpegFile.Colors.GREY;
    };
  }
}
