package io.github.clip4j.image.codec.vp8;

import java.util.Arrays;

/**
 * One plane of a VP8 frame, with a border of what stands for pixels outside when blocks are
 * predicted: 127 above (and on the corner of the first row), 129 on the left.
 */
final class Vp8Plane {
  /** Above is one row; the blocks in the last column also look at four pixels to their right. */
  static final int RIGHT_BORDER = 4;

  final int width;
  final int height;
  final int stride;
  final byte[] samples;

  Vp8Plane(int width, int height) {
    this.width = width;
    this.height = height;
    stride = width + 1 + RIGHT_BORDER;
    samples = new byte[stride * (height + 1)];
    Arrays.fill(samples, 0, stride, (byte) 127);
    for (int y = 0; y < height; y++) {
      samples[at(-1, y)] = (byte) 129;
    }
  }

  int at(int x, int y) {
    return (y + 1) * stride + x + 1;
  }
}
