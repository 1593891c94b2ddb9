package io.github.clip4j.image;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** What the resized image is put onto: the tensor of a model, or an image to look at. */
interface Canvas {
  /**
   * Begins with an image.
   *
   * @param placement where its window lies; what is around it is filled now
   * @param bands 1 for grey, 3 for RGB
   */
  RowSink begin(Placement placement, int bands);

  /** Normalised values, {@code [3][height][width]}, in a buffer. */
  final class Tensor implements Canvas {
    private final float[][] normalized;
    private final int height;
    private final int width;
    private final int fill;
    private final FloatBuffer buffer;
    private final int at;

    /**
     * Writes from the buffer's position on, which stays.
     *
     * @param normalized by channel and level, {@code [3][256]}
     * @param fill the level around an image
     */
    Tensor(float[][] normalized, int height, int width, int fill, FloatBuffer buffer) {
      this.normalized = normalized;
      this.height = height;
      this.width = width;
      this.fill = fill;
      this.buffer = buffer;
      this.at = buffer.position();
    }

    @Override
    public RowSink begin(Placement placement, int bands) {
      int columns = placement.window().width();
      float[] row = new float[Math.max(width, columns)];
      if (placement.isPadded()) {
        for (int channel = 0; channel < 3; channel++) {
          Arrays.fill(row, normalized[channel][fill]);
          for (int y = 0; y < height; y++) {
            buffer.put(at + (channel * height + y) * width, row, 0, width);
          }
        }
      }
      return (y, samples) -> {
        for (int channel = 0; channel < 3; channel++) {
          float[] table = normalized[channel];
          int from = bands == 1 ? 0 : channel * columns;
          for (int x = 0; x < columns; x++) {
            row[x] = table[samples[from + x]];
          }
          int line = channel * height + placement.top() + y;
          buffer.put(at + line * width + placement.left(), row, 0, columns);
        }
      };
    }
  }

  /** Bytes, {@code [height][width][3]}, flattened. */
  final class Picture implements Canvas {
    private final int width;
    private final int fill;
    private final byte[] rgb;

    Picture(int width, int fill, byte[] rgb) {
      this.width = width;
      this.fill = fill;
      this.rgb = rgb;
    }

    @Override
    public RowSink begin(Placement placement, int bands) {
      Arrays.fill(rgb, (byte) fill);
      int columns = placement.window().width();
      return (y, samples) -> {
        int start = 3 * ((placement.top() + y) * width + placement.left());
        for (int channel = 0; channel < 3; channel++) {
          int from = bands == 1 ? 0 : channel * columns;
          for (int x = 0, p = start + channel; x < columns; x++, p += 3) {
            rgb[p] = (byte) samples[from + x];
          }
        }
      };
    }
  }
}
