package io.github.clip4j.image.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The pixels of a TIFF while they are put together from its blocks. */
final class TiffSamples {
  private final TiffLayout layout;
  private final int width;
  private final int height;
  private final int planes;
  private final byte[] bytes;
  private final double[] deep;

  TiffSamples(TiffLayout layout, int width, int height, int planes) {
    this.layout = layout;
    this.width = width;
    this.height = height;
    this.planes = planes;
    boolean isDeep = layout.mode().isDeep();
    bytes = new byte[isDeep ? 0 : width * height * layout.mode().bands()];
    deep = new double[isDeep ? width * height : 0];
  }

  /** Puts a block whose rows hold {@code columns} pixels, of which some may be outside. */
  void put(byte[] block, int plane, int left, int top, int columns) {
    int bands = layout.mode().bands();
    int rowBytes = layout.rowBytes(columns);
    int rows = Math.min(height - top, block.length / rowBytes);
    int kept = Math.min(columns, width - left);
    ByteBuffer buffer = ByteBuffer.wrap(block).order(layout.order());
    for (int y = 0; y < rows; y++) {
      int start = (top + y) * width + left;
      if (layout.mode().isDeep()) {
        for (int x = 0; x < kept; x++) {
          deep[start + x] = deepSample(buffer, y * rowBytes, x);
        }
      } else if (planes > 1) {
        for (int x = 0; x < kept && plane < bands; x++) {
          bytes[(start + x) * bands + plane] = sample(block, y * rowBytes, x);
        }
      } else {
        putRow(block, y * rowBytes, start, kept);
      }
    }
  }

  private void putRow(byte[] block, int row, int start, int kept) {
    int bands = layout.mode().bands();
    int samples = layout.samplesTogether();
    if (layout.bits() == 8 && samples == bands && !layout.inverted()) {
      System.arraycopy(block, row, bytes, start * bands, kept * bands);
      return;
    }
    for (int x = 0; x < kept; x++) {
      for (int band = 0; band < bands; band++) {
        bytes[(start + x) * bands + band] = sample(block, row, x * samples + band);
      }
    }
  }

  private byte sample(byte[] block, int row, int index) {
    int bits = layout.bits();
    if (bits == 16) {
      boolean little = layout.order() == ByteOrder.LITTLE_ENDIAN;
      return block[row + 2 * index + (little ? 1 : 0)];
    }
    int mask = (1 << bits) - 1;
    int bit = index * bits;
    int value = block[row + (bit >> 3)] >> (8 - bits - (bit & 7)) & mask;
    boolean indexed = layout.mode() == Mode.P || layout.mode() == Mode.PA;
    int scaled = indexed ? value : value * (255 / mask);
    return (byte) (layout.inverted() ? ~scaled : scaled);
  }

  private double deepSample(ByteBuffer block, int row, int x) {
    boolean signed = layout.sampleFormat() == 2;
    return switch (layout.mode()) {
      case I16 -> block.getShort(row + 2 * x) & 0xffff;
      case F32 -> block.getFloat(row + 4 * x);
      default ->
          layout.bits() == 16 && signed ? block.getShort(row + 2 * x) : block.getInt(row + 4 * x);
    };
  }

  Pixels toPixels(long[] colorMap) {
    if (layout.mode().isDeep()) {
      return Pixels.deep(layout.mode(), width, height, deep);
    }
    if (layout.premultiplied() && (layout.mode() == Mode.LA || layout.mode() == Mode.RGBA)) {
      Premultiplied.undo(bytes, layout.mode().bands());
    }
    Pixels pixels = Pixels.of(layout.mode(), width, height, bytes);
    if (layout.mode() != Mode.P && layout.mode() != Mode.PA) {
      return pixels;
    }
    int entries = Math.min(256, colorMap.length / 3);
    byte[] rgba = Palettes.black();
    for (int i = 0; i < entries; i++) {
      for (int c = 0; c < 3; c++) {
        rgba[4 * i + c] = (byte) (colorMap[c * (colorMap.length / 3) + i] >> 8);
      }
    }
    return pixels.withPalette(rgba, false);
  }
}
