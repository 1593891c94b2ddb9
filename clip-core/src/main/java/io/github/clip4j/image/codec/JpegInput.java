package io.github.clip4j.image.codec;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A JPEG stream in memory, put together from parts, that notices when a reader asks for more than
 * there is: libjpeg then makes up an end of its own, and the image is truncated.
 */
final class JpegInput extends ImageInputStreamImpl {
  private static final byte[] START = {(byte) 0xff, (byte) 0xd8};

  private final byte[][] parts;
  private final int[] starts;
  private final long length;
  private boolean exhausted;

  /** Start of image, a marker, the tables, and the data from {@code scanStart} on. */
  JpegInput(byte[] marker, byte[] tables, byte[] data, int scanStart) {
    parts = new byte[][] {START, marker, tables, data};
    starts = new int[] {0, 0, 0, scanStart};
    long sum = 0;
    for (int i = 0; i < parts.length; i++) {
      sum += parts[i].length - starts[i];
    }
    length = sum;
  }

  boolean isExhausted() {
    return exhausted;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    bitOffset = 0;
    if (streamPos >= length) {
      exhausted = true;
      return -1;
    }
    long before = 0;
    int copied = 0;
    for (int i = 0; i < parts.length && copied < count; i++) {
      int size = parts[i].length - starts[i];
      long from = streamPos - before;
      if (from < size) {
        int n = (int) Math.min(count - copied, size - from);
        System.arraycopy(parts[i], starts[i] + (int) from, target, offset + copied, n);
        copied += n;
        streamPos += n;
      }
      before += size;
    }
    return copied;
  }
}
