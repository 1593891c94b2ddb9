package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG as Pillow's PngImagePlugin does: checksums hold for everything before the image data,
 * not for the image data itself; whatever follows it does not matter.
 */
final class PngFile {
  private static final int SIGNATURE = 8;

  private final byte[] data;
  private final ByteBuffer buffer;
  private final DecodeAllowance allowance;
  private final Inflater inflater = new Inflater();

  private int position = SIGNATURE;
  private int width;
  private int height;
  private int depth;
  private int colorType = -1;
  private boolean interlaced;
  private int orientation = 1;
  private byte @Nullable [] palette;
  private byte @Nullable [] transparency;
  private int imageData;
  private int imageDataEnd;

  private PngFile(byte[] data, DecodeAllowance allowance) {
    this.data = data;
    this.buffer = ByteBuffer.wrap(data);
    this.allowance = allowance;
  }

  static Pixels read(byte[] data, DecodeAllowance allowance) {
    PngFile file = new PngFile(data, allowance);
    try {
      file.readHeaders();
      return file.readImage();
    } catch (DataFormatException e) {
      throw new ImageException("damaged PNG: the compressed image data is invalid", e);
    } finally {
      file.inflater.end();
    }
  }

  private void readHeaders() {
    while (true) {
      if (position + 8 > data.length) {
        throw new ImageException("truncated PNG: no image data");
      }
      int length = buffer.getInt(position);
      String type = new String(data, position + 4, 4, StandardCharsets.ISO_8859_1);
      int body = position + 8;
      if (!type.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_'))) {
        throw new ImageException("damaged PNG: a chunk has no valid type");
      }
      if (type.equals("IDAT")) {
        imageData = body;
        imageDataEnd = end(body, length);
        return;
      }
      if (type.equals("IEND")) {
        throw new ImageException("damaged PNG: no image data");
      }
      if (length < 0 || body + (long) length + 4 > data.length) {
        throw new ImageException("truncated PNG: the file ends within its " + type + " chunk");
      }
      CRC32 checksum = new CRC32();
      checksum.update(data, position + 4, length + 4);
      if ((int) checksum.getValue() != buffer.getInt(body + length)) {
        throw new ImageException("damaged PNG: wrong checksum in its " + type + " chunk");
      }
      readChunk(type, body, length);
      position = body + length + 4;
    }
  }

  private int end(int body, int length) {
    return length < 0 || length > data.length - body ? data.length : body + length;
  }

  private void readChunk(String type, int body, int length) {
    switch (type) {
      case "IHDR" -> readHeader(body, length);
      case "PLTE" -> palette = Arrays.copyOfRange(data, body, body + length);
      case "tRNS" -> transparency = Arrays.copyOfRange(data, body, body + length);
      case "eXIf" -> orientation = Orientation.of(data, body, length);
      default -> {}
    }
  }

  private void readHeader(int body, int length) {
    if (length < 13) {
      throw new ImageException("damaged PNG: its header is too short");
    }
    depth = data[body + 8];
    colorType = data[body + 9];
    // Grey and palettes become RGB in the end; grey of 16 bits is kept in double.
    boolean deep = depth == 16 && colorType == 0;
    allowance.check(
        buffer.getInt(body) & 0xffffffffL,
        buffer.getInt(body + 4) & 0xffffffffL,
        deep ? 8 : Math.max(3, samplesPerPixel()));
    width = buffer.getInt(body);
    height = buffer.getInt(body + 4);
    interlaced = data[body + 12] != 0;
    boolean known =
        switch (colorType) {
          case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
          case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
          case 2, 4, 6 -> depth == 8 || depth == 16;
          default -> false;
        };
    if (!known || data[body + 10] != 0 || data[body + 11] != 0) {
      throw new ImageException(
          "damaged PNG: no such image: colour type " + colorType + " with " + depth + " bits");
    }
  }

  private int samplesPerPixel() {
    return switch (colorType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  private Pixels readImage() throws DataFormatException {
    if (colorType < 0) {
      throw new ImageException("damaged PNG: no header before the image data");
    }
    int bits = samplesPerPixel() * depth;
    allowance.checkLength(
        (long) width * height * bits / 8,
        data.length - imageData,
        TiffCompression.MOST_PER_DEFLATED_BYTE,
        "PNG");
    PngSamples samples = new PngSamples(width, height, depth, colorType);
    if (interlaced) {
      // The seven passes of Adam7: first column, first row, steps.
      int[][] passes = {
        {0, 0, 8, 8},
        {4, 0, 8, 8},
        {0, 4, 4, 8},
        {2, 0, 4, 4},
        {0, 2, 2, 4},
        {1, 0, 2, 2},
        {0, 1, 1, 2}
      };
      for (int[] pass : passes) {
        readPass(samples, bits, pass[0], pass[1], pass[2], pass[3]);
      }
    } else {
      readPass(samples, bits, 0, 0, 1, 1);
    }
    readChunksBehind();
    return samples.toPixels(palette, transparency).withOrientation(orientation);
  }

  /** The orientation may also come last; nothing there is damage. */
  private void readChunksBehind() {
    int next = imageDataEnd + 4;
    while (next >= 0 && next + 12 <= data.length) {
      int length = buffer.getInt(next);
      int body = next + 8;
      if (length < 0 || length > data.length - body) {
        return;
      }
      if (new String(data, next + 4, 4, StandardCharsets.ISO_8859_1).equals("eXIf")) {
        orientation = Orientation.of(data, body, length);
      }
      next = body + length + 4;
    }
  }

  private void readPass(PngSamples samples, int bits, int left, int top, int stepX, int stepY)
      throws DataFormatException {
    int columns = (width - left + stepX - 1) / stepX;
    if (columns <= 0 || top >= height) {
      return;
    }
    int length = (int) (((long) columns * bits + 7) / 8);
    int distance = (bits + 7) / 8;
    byte[] row = new byte[length + 1];
    byte[] previous = new byte[length + 1];
    for (int y = top; y < height; y += stepY) {
      allowance.checkTime();
      inflate(row);
      unfilter(row, previous, distance);
      samples.put(row, y, left, stepX, columns);
      byte[] swap = previous;
      previous = row;
      row = swap;
    }
  }

  private void inflate(byte[] row) throws DataFormatException {
    int filled = 0;
    while (filled < row.length) {
      if (inflater.needsInput()) {
        feed();
      }
      int n = inflater.inflate(row, filled, row.length - filled);
      filled += n;
      if (n == 0 && (inflater.finished() || inflater.needsDictionary())) {
        throw new ImageException("truncated PNG: the image data ends before the last row");
      }
    }
  }

  /** Hands the rest of this chunk, or the next one, to the inflater. */
  private void feed() {
    while (imageData == imageDataEnd) {
      int next = imageDataEnd + 4;
      if (next + 8 > data.length || !isImageData(next + 4)) {
        throw new ImageException("truncated PNG: the file ends within the image data");
      }
      imageData = next + 8;
      imageDataEnd = end(imageData, buffer.getInt(next));
    }
    inflater.setInput(data, imageData, imageDataEnd - imageData);
    imageData = imageDataEnd;
  }

  private boolean isImageData(int at) {
    return data[at] == 'I' && data[at + 1] == 'D' && data[at + 2] == 'A' && data[at + 3] == 'T';
  }

  private static void unfilter(byte[] row, byte[] previous, int distance) {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = 1 + distance; i < row.length; i++) {
          row[i] += row[i - distance];
        }
      }
      case 2 -> {
        for (int i = 1; i < row.length; i++) {
          row[i] += previous[i];
        }
      }
      case 3 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > distance ? row[i - distance] & 255 : 0;
          row[i] += (byte) ((left + (previous[i] & 255)) / 2);
        }
      }
      case 4 -> {
        for (int i = 1; i < row.length; i++) {
          int left = i > distance ? row[i - distance] & 255 : 0;
          int corner = i > distance ? previous[i - distance] & 255 : 0;
          row[i] += (byte) paeth(left, previous[i] & 255, corner);
        }
      }
      default -> throw new ImageException("damaged PNG: a row has an unknown filter");
    }
  }

  private static int paeth(int left, int up, int corner) {
    int toLeft = Math.abs(up - corner);
    int toUp = Math.abs(left - corner);
    int toCorner = Math.abs(left + up - 2 * corner);
    if (toLeft <= toUp && toLeft <= toCorner) {
      return left;
    }
    return toUp <= toCorner ? up : corner;
  }
}
