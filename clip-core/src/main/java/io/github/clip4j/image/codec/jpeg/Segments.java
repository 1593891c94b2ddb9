package io.github.clip4j.image.codec.jpeg;

import io.github.clip4j.error.ImageException;

/** Walks over the marker segments of a file. */
public final class Segments {
  /** End of image. */
  public static final int EOI = 0xd9;

  /** Start of scan. */
  public static final int SOS = 0xda;

  private static final int SOI = 0xd8;
  private static final int TEM = 0x01;
  private static final int RST0 = 0xd0;

  private final byte[] data;
  private int start;
  private int body;
  private int end;

  /**
   * Starts in front of a segment.
   *
   * @param data the whole file
   * @param position where to start
   */
  public Segments(byte[] data, int position) {
    this.data = data;
    this.end = position;
  }

  /**
   * Moves on to the next segment; markers without one are passed over, but for the end of image.
   *
   * @return the second byte of its marker
   * @throws ImageException if the file ends before the segment does
   */
  public int next() {
    int position = end;
    while (true) {
      // Anything but a marker is skipped, as libjpeg does.
      while (position + 1 < data.length
          && (data[position] != -1 || data[position + 1] == 0 || data[position + 1] == -1)) {
        position++;
      }
      if (position + 1 >= data.length) {
        throw Damage.truncated();
      }
      int marker = data[position + 1] & 255;
      if (marker == EOI) {
        start = position;
        body = position + 2;
        end = body;
        return marker;
      }
      if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
        position += 2;
        continue;
      }
      int length = position + 3 < data.length ? u16(data, position + 2) : 0;
      if (length < 2 || position + 2 + length > data.length) {
        throw Damage.truncated();
      }
      start = position;
      body = position + 4;
      end = position + 2 + length;
      return marker;
    }
  }

  /** {@return where the segment's marker is} */
  public int start() {
    return start;
  }

  /** {@return where the segment's content starts, behind its length} */
  public int body() {
    return body;
  }

  /** {@return one more than where the segment's content ends} */
  public int end() {
    return end;
  }

  /** Goes on at another place, behind entropy-coded data. */
  void moveTo(int position) {
    end = position;
  }

  static int u16(byte[] data, int at) {
    return (data[at] & 255) << 8 | (data[at + 1] & 255);
  }
}
