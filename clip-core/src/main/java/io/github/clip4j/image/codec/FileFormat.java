package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.jpeg.JpegBuffers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that are read, told by their first bytes; names play no part. */
public enum FileFormat {
  /** JPEG: baseline, extended and progressive, of 8 bits a sample. */
  JPEG,
  /** PNG: all colour types and depths. */
  PNG,
  /** GIF: 87a and 89a. */
  GIF,
  /** BMP: uncompressed, bit fields and run lengths. */
  BMP,
  /** TIFF: the first image of a file. */
  TIFF,
  /** WebP: lossy and lossless. */
  WEBP;

  private static final int SHOWN = 8;

  /**
   * Recognises a format.
   *
   * @param data a file
   * @return its format
   * @throws ImageException if it is none of these, with what it seems to be instead
   */
  public static FileFormat of(byte[] data) {
    if (data.length == 0) {
      throw new ImageException("the file is empty");
    }
    if (startsWith(data, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (startsWith(data, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (startsWith(data, 0, "GIF87a") || startsWith(data, 0, "GIF89a")) {
      return GIF;
    }
    if (startsWith(data, 0, "BM")) {
      return BMP;
    }
    if (startsWith(data, 0, "II*\0") || startsWith(data, 0, "MM\0*")) {
      return TIFF;
    }
    if (startsWith(data, 0, "RIFF") && startsWith(data, 8, "WEBP")) {
      return WEBP;
    }
    throw new ImageException(whatElse(data));
  }

  /**
   * Decodes a file of this format; what a damaged one does to a decoder is not hidden.
   *
   * @param data the whole file
   * @param allowance checked before memory is spent
   * @param part which part of the image will be looked at: pixels outside of it may be left out
   * @param buffers that the result may live in
   * @return its first image
   * @throws ImageException if the file is damaged, truncated, over the limit, or of a kind that is
   *     not read
   * @throws RuntimeException of other kinds if the file is damaged in other ways
   */
  public Pixels read(byte[] data, DecodeAllowance allowance, Part.Rule part, JpegBuffers buffers) {
    return switch (this) {
      case JPEG -> JpegFile.read(data, allowance, part, buffers);
      case PNG -> PngFile.read(data, allowance);
      case GIF -> GifFile.read(data, allowance);
      case BMP -> BmpFile.read(data, allowance);
      case TIFF -> TiffFile.read(data, allowance);
      case WEBP -> WebpFile.read(data, allowance);
    };
  }

  private static boolean startsWith(byte[] data, int at, String magic) {
    if (data.length < at + magic.length()) {
      return false;
    }
    for (int i = 0; i < magic.length(); i++) {
      if ((data[at + i] & 255) != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String whatElse(byte[] data) {
    String expected = "; expected JPEG, PNG, GIF, BMP, TIFF or WebP";
    String start =
        new String(data, 0, Math.min(data.length, 256), StandardCharsets.ISO_8859_1)
            .strip()
            .toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return "not an image: the file is a web page" + expected;
    }
    if (start.startsWith("<svg") || start.contains("<svg")) {
      return "not a pixel image: the file is an SVG drawing" + expected;
    }
    if (startsWith(data, 4, "ftypavif") || startsWith(data, 4, "ftypavis")) {
      return "AVIF is not read" + expected;
    }
    if (startsWith(data, 4, "ftyphei") || startsWith(data, 4, "ftypmif1")) {
      return "HEIC is not read" + expected;
    }
    if (isText(data)) {
      return "not an image: the file starts with text" + expected;
    }
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN, data.length); i++) {
      bytes.append(String.format(Locale.ROOT, " %02x", data[i] & 255));
    }
    return "not an image of a known format: the file starts with" + bytes + expected;
  }

  private static boolean isText(byte[] data) {
    for (int i = 0; i < Math.min(data.length, 64); i++) {
      if (data[i] >= 0 && data[i] < ' ' && data[i] != '\n' && data[i] != '\r' && data[i] != '\t') {
        return false;
      }
    }
    return data.length > SHOWN;
  }
}
