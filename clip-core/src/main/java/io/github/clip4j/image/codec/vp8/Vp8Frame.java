package io.github.clip4j.image.codec.vp8;

/**
 * Decodes a VP8 key frame, the image of a lossy WebP, to RGB with the bytes of libwebp.
 *
 * <p>Source: RFC 6386; where that leaves a choice, libwebp's.
 */
public final class Vp8Frame {
  private final Vp8Header header;
  private final int across;
  private final int down;
  private final Vp8Plane luma;
  private final Vp8Plane[] chroma;

  private Vp8Frame(Vp8Header header) {
    this.header = header;
    across = (header.width + 15) / 16;
    down = (header.height + 15) / 16;
    luma = new Vp8Plane(16 * across, 16 * down);
    chroma =
        new Vp8Plane[] {new Vp8Plane(8 * across, 8 * down), new Vp8Plane(8 * across, 8 * down)};
  }

  /**
   * Decodes a key frame.
   *
   * @param data that holds the bitstream
   * @param from its first byte
   * @param end one more than its last byte
   * @return RGB, {@code [height][width][3]}, flattened
   * @throws io.github.clip4j.error.ImageException if it is damaged or truncated
   * @throws IndexOutOfBoundsException if it is truncated
   */
  public static byte[] decode(byte[] data, int from, int end) {
    Vp8Frame frame = new Vp8Frame(new Vp8Header(data, from, end));
    frame.decode();
    return Vp8Colors.toRgb(
        frame.luma, frame.chroma[0], frame.chroma[1], frame.header.width, frame.header.height);
  }

  private void decode() {
    Vp8Coefficients coefficients = new Vp8Coefficients(header, across);
    Vp8LoopFilter filter = new Vp8LoopFilter(header, luma, chroma, across, down);
    Vp8Macroblock block = new Vp8Macroblock();
    int[] modesAbove = new int[4 * across];
    for (int row = 0; row < down; row++) {
      Vp8BoolReader reader = header.coefficients[row % header.coefficients.length];
      int[] modesLeft = new int[4];
      coefficients.startRow();
      for (int column = 0; column < across; column++) {
        block.readModes(header, modesAbove, 4 * column, modesLeft);
        boolean coded = coefficients.read(reader, block, column);
        if (header.modes.isExhausted() || reader.isExhausted()) {
          throw Damage.truncated();
        }
        reconstruct(block, column, row);
        filter.note(column, row, block, coded);
      }
    }
    filter.apply();
  }

  private void reconstruct(Vp8Macroblock block, int column, int row) {
    int x = 16 * column;
    int y = 16 * row;
    if (block.subblocks) {
      reconstructSubblocks(block, column, row);
    } else {
      Vp8Prediction.square(luma, x, y, 16, block.lumaMode);
      for (int i = 0; i < 16; i++) {
        add(block, i, luma, x + 4 * (i & 3), y + 4 * (i >> 2));
      }
    }
    for (int plane = 0; plane < 2; plane++) {
      Vp8Prediction.square(chroma[plane], x / 2, y / 2, 8, block.chromaMode);
      for (int i = 0; i < 4; i++) {
        add(block, 16 + 4 * plane + i, chroma[plane], x / 2 + 4 * (i & 1), y / 2 + 4 * (i >> 1));
      }
    }
  }

  private static void add(Vp8Macroblock block, int index, Vp8Plane plane, int x, int y) {
    Vp8Transform.add(block.coefficients, 16 * index, plane.samples, plane.at(x, y), plane.stride);
  }

  private void reconstructSubblocks(Vp8Macroblock block, int column, int row) {
    int[] edge = new int[13];
    int[] aboveRight = aboveRight(column, row);
    for (int i = 0; i < 16; i++) {
      int x = 16 * column + 4 * (i & 3);
      int y = 16 * row + 4 * (i >> 2);
      int at = luma.at(x, y);
      for (int j = 0; j < 4; j++) {
        edge[j] = luma.samples[at + (3 - j) * luma.stride - 1] & 255;
        edge[5 + j] = luma.samples[at - luma.stride + j] & 255;
        // What lies to the right of the last column is not there yet, but for the row above.
        edge[9 + j] = (i & 3) == 3 ? aboveRight[j] : luma.samples[at - luma.stride + 4 + j] & 255;
      }
      edge[4] = luma.samples[at - luma.stride - 1] & 255;
      Vp8Prediction.block(luma.samples, at, luma.stride, block.modes[i], edge);
      add(block, i, luma, x, y);
    }
  }

  /** The four pixels above the next macroblock; libwebp repeats the last one of the row. */
  private int[] aboveRight(int column, int row) {
    int at = luma.at(16 * column + 16, 16 * row - 1);
    boolean last = column == across - 1 && row > 0;
    int[] pixels = new int[4];
    for (int j = 0; j < 4; j++) {
      pixels[j] = luma.samples[last ? at - 1 : at + j] & 255;
    }
    return pixels;
  }
}
