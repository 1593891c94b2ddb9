package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;

/**
 * The compression of GIF: codes of growing length, least significant bit first, in blocks of up to
 * 255 bytes. What is an error follows Pillow's GifDecode.c.
 */
final class GifLzw {
  /** A code has at least three bits, and stands for at most 4096 pixels: more than can be. */
  static final int MOST_PER_BYTE = 4096 * 8 / 3;

  private static final int MAX_BITS = 12;
  private static final int TABLE = 1 << MAX_BITS;

  private final byte[] data;
  private final int codeBits;
  private int position;
  private int blockLeft;
  private int bits;
  private int bitCount;

  private final int[] link = new int[TABLE];
  private final byte[] last = new byte[TABLE];
  private final byte[] reversed = new byte[TABLE + 1];

  GifLzw(byte[] data, int position, int codeBits) {
    if (codeBits < 1 || codeBits > MAX_BITS - 1) {
      throw new ImageException("damaged GIF: codes of " + codeBits + " bits");
    }
    this.data = data;
    this.position = position;
    this.codeBits = codeBits;
  }

  byte[] decode(int count) {
    byte[] result = new byte[count];
    int clear = 1 << codeBits;
    int size = codeBits + 1;
    int next = clear + 2;
    int previous = -1;
    int first = 0;
    int filled = 0;
    while (filled < count) {
      int code = nextCode(size);
      if (code == clear) {
        size = codeBits + 1;
        next = clear + 2;
        previous = -1;
        continue;
      }
      if (code == clear + 1) {
        throw truncated();
      }
      int length = 0;
      if (previous < 0) {
        if (code > clear) {
          throw new ImageException("damaged GIF: an invalid code in its image data");
        }
        first = code;
        reversed[length++] = (byte) code;
      } else {
        if (code > next) {
          throw new ImageException("damaged GIF: an invalid code in its image data");
        }
        int rest = code;
        if (code == next) {
          reversed[length++] = (byte) first;
          rest = previous;
        }
        while (rest >= clear) {
          if (length >= TABLE || rest >= TABLE) {
            throw new ImageException("damaged GIF: an invalid code in its image data");
          }
          reversed[length++] = last[rest];
          rest = link[rest];
        }
        first = rest;
        reversed[length++] = (byte) rest;
        if (next < TABLE) {
          last[next] = (byte) rest;
          link[next] = previous;
          if (next == (1 << size) - 1 && size < MAX_BITS) {
            size++;
          }
          next++;
        }
      }
      previous = code;
      for (int i = length - 1; i >= 0 && filled < count; i--) {
        result[filled++] = reversed[i];
      }
    }
    return result;
  }

  private int nextCode(int size) {
    while (bitCount < size) {
      if (blockLeft == 0) {
        blockLeft = position < data.length ? data[position++] & 255 : 0;
        if (blockLeft == 0 || position + blockLeft > data.length) {
          throw truncated();
        }
      }
      bits |= (data[position++] & 255) << bitCount;
      bitCount += 8;
      blockLeft--;
    }
    int code = bits & ((1 << size) - 1);
    bits >>>= size;
    bitCount -= size;
    return code;
  }

  private static ImageException truncated() {
    return new ImageException("truncated GIF: the image data ends before the last row");
  }

  /** The row that the n-th row of an interlaced image is. */
  static int interlacedRow(int n, int height) {
    int eighths = (height + 7) / 8;
    int fourths = (height + 3) / 8;
    int halves = (height + 1) / 4;
    if (n < eighths) {
      return 8 * n;
    }
    if (n < eighths + fourths) {
      return 8 * (n - eighths) + 4;
    }
    if (n < eighths + fourths + halves) {
      return 4 * (n - eighths - fourths) + 2;
    }
    return 2 * (n - eighths - fourths - halves) + 1;
  }
}
