package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the first frame of a GIF on its logical screen, as Pillow's GifImagePlugin does. */
final class GifFile {
  private static final int HEADER = 13;

  private final byte[] data;
  private final ByteBuffer buffer;
  private int position = HEADER;
  private int transparent = -1;

  private GifFile(byte[] data) {
    this.data = data;
    this.buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Pixels read(byte[] data, DecodeAllowance allowance) {
    try {
      return new GifFile(data).readFrame(allowance);
    } catch (IndexOutOfBoundsException e) {
      throw new ImageException("truncated GIF: the file ends before its first frame", e);
    }
  }

  private Pixels readFrame(DecodeAllowance allowance) {
    int width = u16(6);
    int height = u16(8);
    byte[] palette = readPalette(data[10]);
    skipToImage();
    int left = u16(position);
    int top = u16(position + 2);
    int frameWidth = u16(position + 4);
    int frameHeight = u16(position + 6);
    int flags = data[position + 8];
    position += 9;
    if ((flags & 0x80) != 0) {
      palette = readPalette(flags);
    }
    // A frame that does not fit makes the screen larger.
    width = Math.max(width, left + frameWidth);
    height = Math.max(height, top + frameHeight);
    allowance.check(width, height);
    allowance.check(frameWidth, frameHeight);
    allowance.checkLength(
        (long) frameWidth * frameHeight, data.length - position, GifLzw.MOST_PER_BYTE, "GIF");

    byte[] screen = new byte[width * height];
    if (transparent >= 0) {
      Arrays.fill(screen, (byte) transparent);
    }
    int codeBits = data[position] & 255;
    byte[] frame =
        new GifLzw(data, position + 1, codeBits)
            .decode(Math.multiplyExact(frameWidth, frameHeight));
    boolean interlaced = (flags & 0x40) != 0;
    for (int i = 0; i < frameHeight; i++) {
      int y = top + (interlaced ? GifLzw.interlacedRow(i, frameHeight) : i);
      System.arraycopy(frame, i * frameWidth, screen, y * width + left, frameWidth);
    }
    return toPixels(width, height, screen, palette);
  }

  private Pixels toPixels(int width, int height, byte[] screen, byte @Nullable [] palette) {
    if (palette == null) {
      Pixels grey = Pixels.of(Mode.L, width, height, screen);
      return transparent < 0
          ? grey
          : grey.withTransparentColor(new int[] {transparent, transparent, transparent});
    }
    if (transparent >= 0) {
      palette[4 * transparent + 3] = 0;
    }
    return Pixels.of(Mode.P, width, height, screen).withPalette(palette, transparent >= 0);
  }

  /** The palette at the position, or null if there is none or it is the ramp of greys. */
  private byte @Nullable [] readPalette(int flags) {
    if ((flags & 0x80) == 0) {
      return null;
    }
    int entries = 2 << (flags & 7);
    byte[] palette = Palettes.of(data, position, entries, 3, 0);
    position += 3 * entries;
    return Palettes.isGreyRamp(palette, entries) ? null : palette;
  }

  /** Moves behind the comma that introduces an image, past all extensions. */
  private void skipToImage() {
    while (true) {
      int introducer = data[position++];
      if (introducer == ',') {
        return;
      }
      if (introducer == ';') {
        throw new ImageException("damaged GIF: it holds no image");
      }
      if (introducer == '!') {
        int label = data[position++] & 255;
        if (label == 0xf9 && data[position] >= 4 && (data[position + 1] & 1) != 0) {
          transparent = data[position + 4] & 255;
        }
        while (data[position] != 0) {
          position += 1 + (data[position] & 255);
        }
        position++;
      }
    }
  }

  private int u16(int at) {
    return buffer.getShort(at) & 0xffff;
  }
}
