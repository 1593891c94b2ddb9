package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads BMP as Pillow's BmpImagePlugin does, with its rules for 16 and 32 bits. */
final class BmpFile {
  private static final int FILE_HEADER = 14;
  private static final int RAW = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;

  /** The layouts of 32 bits: the masks, and which byte of a pixel is red, green, blue, alpha. */
  private static final long[][] LAYOUTS_32 = {
    {0xff0000, 0xff00, 0xff, 0, 2, 1, 0, -1},
    {0xff000000L, 0xff0000, 0xff00, 0, 3, 2, 1, -1},
    {0xff000000L, 0xff00, 0xff, 0, 3, 1, 0, -1},
    {0xff000000L, 0xff0000, 0xff00, 0xff, 3, 2, 1, 0},
    {0xff, 0xff00, 0xff0000, 0xff000000L, 0, 1, 2, 3},
    {0xff0000, 0xff00, 0xff, 0xff000000L, 2, 1, 0, 3},
    {0xff000000L, 0xff00, 0xff, 0xff0000, 3, 1, 0, 2},
    {0, 0, 0, 0, 2, 1, 0, 3},
  };

  private final byte[] data;
  private final ByteBuffer buffer;
  private final int headerSize;
  private final int width;
  private final int height;
  private final boolean topDown;
  private final int bits;
  private final int compression;

  private BmpFile(byte[] data, DecodeAllowance allowance) {
    this.data = data;
    this.buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    headerSize = buffer.getInt(FILE_HEADER);
    switch (headerSize) {
      case 12 -> {
        width = buffer.getShort(18) & 0xffff;
        height = buffer.getShort(20) & 0xffff;
        topDown = false;
        bits = buffer.getShort(24);
        compression = RAW;
      }
      case 40, 52, 56, 64, 108, 124 -> {
        topDown = data[25] == -1;
        long rows = topDown ? -(long) buffer.getInt(22) : buffer.getInt(22) & 0xffffffffL;
        allowance.check(buffer.getInt(18) & 0xffffffffL, rows, 4);
        width = buffer.getInt(18);
        height = (int) rows;
        bits = buffer.getShort(28);
        compression = buffer.getInt(30);
      }
      default ->
          throw new ImageException("damaged BMP: a header of " + headerSize + " bytes is unknown");
    }
    allowance.check(width, height, 4);
    if (compression == RAW || compression == BITFIELDS) {
      allowance.checkLength((height - 1L) * stride(), data.length, 1, "BMP");
    }
  }

  static Pixels read(byte[] data, DecodeAllowance allowance) {
    try {
      return new BmpFile(data, allowance).read();
    } catch (IndexOutOfBoundsException e) {
      throw new ImageException("truncated BMP: the file ends within the image", e);
    }
  }

  private Pixels read() {
    if (compression != RAW
        && compression != RLE8
        && compression != RLE4
        && compression != BITFIELDS) {
      throw new ImageException("BMP with compression " + compression + " is not read");
    }
    return switch (bits) {
      case 1, 4, 8 -> readIndexed();
      case 16, 24, 32 -> readColors();
      default -> throw new ImageException("BMP with " + bits + " bits a pixel is not read");
    };
  }

  private Pixels readIndexed() {
    if (compression == BITFIELDS) {
      throw new ImageException("damaged BMP: bit fields with " + bits + " bits a pixel");
    }
    int entrySize = headerSize == 12 ? 3 : 4;
    int colors = headerSize == 12 ? 0 : buffer.getInt(46);
    if (colors == 0) {
      colors = 1 << bits;
    }
    if (colors < 0 || colors > 65536) {
      throw new ImageException("damaged BMP: a palette of " + colors + " colours");
    }
    int start = FILE_HEADER + headerSize;
    int stated = buffer.getInt(10);
    int offset = stated == start || stated == 0 ? start + entrySize * colors : stated;
    byte[] palette = Palettes.of(data, start, colors, entrySize, 2);
    boolean ramp =
        colors == 2
            ? isBlackAndWhite(palette)
            : colors <= 256 && Palettes.isGreyRamp(palette, colors);
    byte[] indices =
        compression == RAW
            ? unpack(offset)
            : new BmpRle(data, offset, width, height, compression == RLE4).decode();
    if (!topDown) {
      indices = flipped(indices);
    }
    if (!ramp) {
      return Pixels.of(Mode.P, width, height, indices).withPalette(palette, false);
    }
    if (colors > 2) {
      return Pixels.of(Mode.L, width, height, indices);
    }
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) (indices[i] == 0 ? 0 : 255);
    }
    return Pixels.of(Mode.BILEVEL, width, height, indices);
  }

  private byte[] unpack(int offset) {
    byte[] indices = new byte[width * height];
    int stride = stride();
    int mask = (1 << bits) - 1;
    for (int y = 0, i = 0; y < height; y++) {
      int row = offset + y * stride;
      for (int x = 0; x < width; x++, i++) {
        int bit = x * bits;
        indices[i] = (byte) (data[row + (bit >> 3)] >> (8 - bits - (bit & 7)) & mask);
      }
    }
    return indices;
  }

  private int stride() {
    return Math.toIntExact(((long) width * bits + 31) / 32 * 4);
  }

  private byte[] flipped(byte[] rows) {
    byte[] result = new byte[rows.length];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rows, (height - 1 - y) * width, result, y * width, width);
    }
    return result;
  }

  private Pixels readColors() {
    if (compression == RLE8 || compression == RLE4) {
      throw new ImageException("damaged BMP: run lengths with " + bits + " bits a pixel");
    }
    long[] masks = masks();
    boolean alpha = false;
    int[] layout = {2, 1, 0, -1};
    if (bits == 32 && compression == BITFIELDS) {
      layout = layout(masks);
      alpha = layout[3] >= 0;
    }
    int start = FILE_HEADER + headerSize + (compression == BITFIELDS && headerSize < 52 ? 12 : 0);
    int offset = buffer.getInt(10) == 0 ? start : buffer.getInt(10);
    int bands = alpha ? 4 : 3;
    byte[] result = new byte[width * height * bands];
    int stride = stride();
    boolean sixGreens = isSixteenBit(masks, 0xf800, 0x7e0);
    for (int y = 0; y < height; y++) {
      int in = offset + (topDown ? y : height - 1 - y) * stride;
      int out = y * width * bands;
      if (bits == 16) {
        unpack16(in, result, out, sixGreens);
      } else {
        for (int x = 0; x < width; x++, in += bits / 8, out += bands) {
          for (int band = 0; band < bands; band++) {
            result[out + band] = data[in + layout[band]];
          }
        }
      }
    }
    return Pixels.of(alpha ? Mode.RGBA : Mode.RGB, width, height, result);
  }

  /** The masks of red, green, blue, alpha: in the header, or behind it where it is a short one. */
  private long[] masks() {
    long[] masks = new long[4];
    if (compression == BITFIELDS) {
      for (int i = 0; i < (headerSize >= 56 ? 4 : 3); i++) {
        masks[i] = buffer.getInt(54 + 4 * i) & 0xffffffffL;
      }
      boolean known =
          bits == 32
              || (bits == 24 && masks[0] == 0xff0000 && masks[1] == 0xff00 && masks[2] == 0xff)
              || isSixteenBit(masks, 0xf800, 0x7e0)
              || isSixteenBit(masks, 0x7c00, 0x3e0);
      if (!known) {
        throw new ImageException("BMP with unusual bit fields is not read");
      }
    }
    return masks;
  }

  private boolean isSixteenBit(long[] masks, int red, int green) {
    return bits == 16 && masks[0] == red && masks[1] == green && masks[2] == 0x1f;
  }

  private static int[] layout(long[] masks) {
    for (long[] known : LAYOUTS_32) {
      if (known[0] == masks[0]
          && known[1] == masks[1]
          && known[2] == masks[2]
          && known[3] == masks[3]) {
        return new int[] {(int) known[4], (int) known[5], (int) known[6], (int) known[7]};
      }
    }
    throw new ImageException("BMP with unusual bit fields is not read");
  }

  private void unpack16(int in, byte[] result, int out, boolean sixGreens) {
    for (int x = 0, p = in, q = out; x < width; x++, p += 2, q += 3) {
      int pixel = buffer.getShort(p) & 0xffff;
      int green = sixGreens ? (pixel >> 5 & 63) * 255 / 63 : (pixel >> 5 & 31) * 255 / 31;
      result[q] = (byte) ((pixel >> (sixGreens ? 11 : 10) & 31) * 255 / 31);
      result[q + 1] = (byte) green;
      result[q + 2] = (byte) ((pixel & 31) * 255 / 31);
    }
  }

  private static boolean isBlackAndWhite(byte[] palette) {
    for (int c = 0; c < 3; c++) {
      if (palette[c] != 0 || palette[4 + c] != -1) {
        return false;
      }
    }
    return true;
  }
}
