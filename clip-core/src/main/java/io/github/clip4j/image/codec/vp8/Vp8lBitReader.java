package io.github.clip4j.image.codec.vp8;

/** Bits, least significant first. */
final class Vp8lBitReader {
  private final byte[] data;
  private final int end;
  private int position;
  private long bits;
  private int count;

  Vp8lBitReader(byte[] data, int from, int end) {
    this.data = data;
    this.position = from;
    this.end = end;
  }

  /** An unsigned number of up to 24 bits. */
  int number(int size) {
    int value = peek(size);
    skip(size);
    return value;
  }

  boolean flag() {
    return number(1) != 0;
  }

  /** The next bits, which stay; zeros behind the end. */
  int peek(int size) {
    while (count < size) {
      long next = position < end ? data[position] & 255 : 0;
      position++;
      bits |= next << count;
      count += 8;
    }
    return (int) (bits & ((1L << size) - 1));
  }

  void skip(int size) {
    if (count < size) {
      peek(size);
    }
    bits >>>= size;
    count -= size;
    if (position - (count >> 3) > end) {
      throw Damage.truncated();
    }
  }
}
