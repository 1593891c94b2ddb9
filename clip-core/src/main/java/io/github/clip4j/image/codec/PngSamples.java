package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import org.jspecify.annotations.Nullable;

/** The pixels of a PNG, reduced to Pillow's modes (its PngImagePlugin's _MODES and Unpack.c). */
final class PngSamples {
  private final int width;
  private final int height;
  private final int depth;
  private final int colorType;
  private final Mode mode;
  private final byte[] bytes;
  private final double[] deep;

  PngSamples(int width, int height, int depth, int colorType) {
    this.width = width;
    this.height = height;
    this.depth = depth;
    this.colorType = colorType;
    this.mode =
        switch (colorType) {
          case 0 -> depth == 1 ? Mode.BILEVEL : depth == 16 ? Mode.I16 : Mode.L;
          case 2 -> Mode.RGB;
          case 3 -> Mode.P;
          // Pillow has no unpacker from 16 bits to LA and takes RGBA.
          case 4 -> depth == 16 ? Mode.RGBA : Mode.LA;
          default -> Mode.RGBA;
        };
    this.bytes = new byte[mode.isDeep() ? 0 : width * height * mode.bands()];
    this.deep = new double[mode.isDeep() ? width * height : 0];
  }

  /** Puts an unfiltered row, behind its filter byte, at every stepX-th column from left on. */
  void put(byte[] row, int y, int left, int stepX, int columns) {
    int start = y * width + left;
    if (depth < 8) {
      putPacked(row, start, stepX, columns);
    } else if (mode == Mode.I16) {
      for (int i = 0, p = 1; i < columns; i++, p += 2) {
        deep[start + i * stepX] = (row[p] & 255) << 8 | (row[p + 1] & 255);
      }
    } else if (depth == 16) {
      putHighBytes(row, start, stepX, columns);
    } else if (stepX == 1) {
      System.arraycopy(row, 1, bytes, start * mode.bands(), columns * mode.bands());
    } else {
      int bands = mode.bands();
      for (int i = 0, p = 1; i < columns; i++, p += bands) {
        System.arraycopy(row, p, bytes, (start + i * stepX) * bands, bands);
      }
    }
  }

  private void putPacked(byte[] row, int start, int stepX, int columns) {
    int mask = (1 << depth) - 1;
    int scale = colorType == 3 ? 1 : 255 / mask;
    for (int i = 0; i < columns; i++) {
      int bit = i * depth;
      int value = row[1 + (bit >> 3)] >> (8 - depth - (bit & 7)) & mask;
      bytes[start + i * stepX] = (byte) (value * scale);
    }
  }

  private void putHighBytes(byte[] row, int start, int stepX, int columns) {
    int bands = mode.bands();
    for (int i = 0; i < columns; i++) {
      int q = (start + i * stepX) * bands;
      if (colorType == 4) {
        byte grey = row[1 + 4 * i];
        bytes[q] = grey;
        bytes[q + 1] = grey;
        bytes[q + 2] = grey;
        bytes[q + 3] = row[3 + 4 * i];
      } else {
        for (int band = 0; band < bands; band++) {
          bytes[q + band] = row[1 + 2 * (i * bands + band)];
        }
      }
    }
  }

  Pixels toPixels(byte @Nullable [] palette, byte @Nullable [] transparency) {
    if (mode.isDeep()) {
      return withKey(Pixels.deep(mode, width, height, deep), transparency);
    }
    Pixels pixels = Pixels.of(mode, width, height, bytes);
    return mode == Mode.P
        ? withPalette(pixels, palette, transparency)
        : withKey(pixels, transparency);
  }

  private static Pixels withPalette(
      Pixels pixels, byte @Nullable [] palette, byte @Nullable [] transparency) {
    byte[] rgba =
        palette == null ? Palettes.black() : Palettes.of(palette, 0, palette.length / 3, 3, 0);
    if (transparency != null) {
      for (int i = 0; i < Math.min(transparency.length, 256); i++) {
        rgba[4 * i + 3] = transparency[i];
      }
    }
    return pixels.withPalette(rgba, transparency != null);
  }

  private Pixels withKey(Pixels pixels, byte @Nullable [] transparency) {
    if (transparency == null || colorType > 2) {
      return pixels;
    }
    int values = colorType == 2 ? 3 : 1;
    if (transparency.length < 2 * values) {
      throw new ImageException("damaged PNG: its tRNS chunk is too short");
    }
    int[] key = new int[3];
    for (int i = 0; i < 3; i++) {
      int at = values == 3 ? 2 * i : 0;
      int value = (transparency[at] & 255) << 8 | (transparency[at + 1] & 255);
      key[i] = mode == Mode.BILEVEL && value != 0 ? 255 : value;
    }
    return pixels.withTransparentColor(key);
  }
}
