package io.github.clip4j.image.codec.vp8;

/** The arithmetic decoder of VP8, RFC 6386 section 7. */
final class Vp8BoolReader {
  private final byte[] data;
  private final int end;
  private int position;
  private int value;
  private int range = 255;

  /** Bits of the value below its top eight; negative when a byte is due. */
  private int bits = -8;

  private boolean exhausted;

  Vp8BoolReader(byte[] data, int from, int end) {
    this.data = data;
    this.position = from;
    this.end = end;
  }

  /** Whether more was read than there is, which a whole image never needs. */
  boolean isExhausted() {
    return exhausted;
  }

  /** A bit that is 0 with a probability of {@code probability / 256}. */
  int bit(int probability) {
    while (bits < 0) {
      load();
    }
    int split = 1 + (((range - 1) * probability) >> 8);
    int scaled = split << bits;
    int bit;
    if (value >= scaled) {
      range -= split;
      value -= scaled;
      bit = 1;
    } else {
      range = split;
      bit = 0;
    }
    int shift = Integer.numberOfLeadingZeros(range) - 24;
    range <<= shift;
    bits -= shift;
    return bit;
  }

  private void load() {
    if (position < end) {
      value = value << 8 | (data[position++] & 255);
    } else {
      value <<= 8;
      exhausted = true;
    }
    bits += 8;
  }

  boolean flag() {
    return bit(128) != 0;
  }

  /** An unsigned number, most significant bit first. */
  int number(int size) {
    int result = 0;
    for (int i = 0; i < size; i++) {
      result = result << 1 | bit(128);
    }
    return result;
  }

  /** A magnitude and a sign. */
  int signed(int size) {
    int magnitude = number(size);
    return flag() ? -magnitude : magnitude;
  }

  /** A signed number where a flag says that there is one, else 0. */
  int optional(int size) {
    return flag() ? signed(size) : 0;
  }
}
