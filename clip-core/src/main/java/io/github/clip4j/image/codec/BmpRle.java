package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.util.Arrays;

/** The run lengths of BMP; like Pillow's BmpRleDecoder it refuses a bitmap that ends early. */
final class BmpRle {
  private final byte[] data;
  private final int width;
  private final boolean nibbles;
  private final byte[] result;
  private int position;
  private int filled;

  BmpRle(byte[] data, int position, int width, int height, boolean nibbles) {
    this.data = data;
    this.position = position;
    this.width = width;
    this.nibbles = nibbles;
    this.result = new byte[width * height];
  }

  byte[] decode() {
    int x = 0;
    while (filled < result.length) {
      int count = next();
      int value = next();
      if (count > 0) {
        int run = Math.max(0, Math.min(count, width - x));
        repeat(run, value);
        x += run;
      } else if (value == 0) {
        filled = (filled + width - 1) / width * width;
        x = 0;
      } else if (value == 1) {
        throw new ImageException("truncated BMP: the bitmap ends before the last row");
      } else if (value == 2) {
        int right = next();
        filled = (int) Math.min(result.length, filled + right + (long) next() * width);
        x = filled % width;
      } else {
        literal(Math.min(value, result.length - filled));
        x += value;
      }
    }
    return result;
  }

  private int next() {
    if (position >= data.length) {
      throw new ImageException("truncated BMP: the bitmap ends before the last row");
    }
    return data[position++] & 255;
  }

  private void repeat(int run, int value) {
    int end = Math.min(result.length, filled + run);
    if (nibbles) {
      for (int i = 0; filled < end; i++, filled++) {
        result[filled] = (byte) ((i & 1) == 0 ? value >> 4 : value & 15);
      }
    } else {
      Arrays.fill(result, filled, end, (byte) value);
      filled = end;
    }
  }

  /** Values one by one, padded to an even position in the file. */
  private void literal(int count) {
    for (int i = 0; i < count; i++) {
      if (!nibbles) {
        result[filled++] = (byte) next();
      } else if ((i & 1) == 0) {
        result[filled++] = (byte) (next() >> 4);
      } else {
        result[filled++] = (byte) (data[position - 1] & 15);
      }
    }
    position += position & 1;
  }
}
