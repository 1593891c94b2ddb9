package io.github.clip4j.image.codec.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads the bits of entropy-coded segments, and the blocks of coefficients in them. */
final class EntropyReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  /** The longest code and the longest value behind it. */
  private static final int ENOUGH = 32;

  private final byte[] data;
  private int position;

  /** The next bits, from the highest on. */
  private long buffer;

  /** How many bits are in the buffer. */
  private int count;

  /** How many of them are zeros that are not in the file. */
  private int padding;

  private boolean ended;

  EntropyReader(byte[] data, int position) {
    this.data = data;
    this.position = position;
  }

  /** Where the next marker is, or the data that were not read yet. */
  int position() {
    return position;
  }

  private void fill() {
    if (position + 8 <= data.length) {
      long bytes = (long) LONG.get(data, position);
      long zeros = ~bytes;
      if (((zeros - ONES) & ~zeros & HIGHS) == 0) {
        // No byte is 0xff. The bits beyond the count are those of the next byte already.
        buffer |= bytes >>> count;
        int taken = (63 - count) >> 3;
        position += taken;
        count += taken << 3;
        return;
      }
    }
    fillBytes();
  }

  private void fillBytes() {
    while (count <= 56) {
      long next = ended ? -1 : nextByte();
      if (next < 0) {
        ended = true;
        padding += 8;
      } else {
        buffer |= next << (56 - count);
      }
      count += 8;
    }
  }

  /** A byte of data, or -1 before a marker. */
  private int nextByte() {
    if (position >= data.length) {
      throw Damage.truncated();
    }
    int next = data[position] & 255;
    if (next != 255) {
      position++;
      return next;
    }
    int at = position + 1;
    while (at < data.length && data[at] == -1) {
      at++;
    }
    if (at >= data.length) {
      throw Damage.truncated();
    }
    if (data[at] != 0) {
      position = at - 1;
      return -1;
    }
    position = at + 1;
    return 255;
  }

  /** Refuses data in which fewer bits are there than were read. */
  void checkEnd() {
    if (count < padding) {
      throw Damage.of("premature end of a data segment");
    }
  }

  /** Goes on behind the restart marker of this number, 0 to 7. */
  void restart(int number) {
    int at = position;
    while (at + 1 < data.length && (data[at] != -1 || data[at + 1] == 0 || data[at + 1] == -1)) {
      at++;
    }
    if (at + 1 >= data.length) {
      throw Damage.truncated();
    }
    if ((data[at + 1] & 255) != 0xd0 + number) {
      throw Damage.of("a restart marker is missing");
    }
    position = at + 2;
    buffer = 0;
    count = 0;
    padding = 0;
    ended = false;
  }

  /** The next {@code size} bits, 0 to 16. */
  int bits(int size) {
    if (size == 0) {
      return 0;
    }
    if (count < size) {
      fill();
    }
    int bits = (int) (buffer >>> (64 - size));
    buffer <<= size;
    count -= size;
    return bits;
  }

  /** The symbol of the next code. */
  int symbol(HuffmanTable table) {
    if (count < ENOUGH) {
      fill();
    }
    int entry = table.next[(int) (buffer >>> (64 - HuffmanTable.LOOK_AHEAD))];
    if ((entry & HuffmanTable.WHOLE) != 0) {
      int symbol = entry >> 8 & 255;
      int length = HuffmanTable.length(entry) - (symbol & 15);
      buffer <<= length;
      count -= length;
      return symbol;
    }
    if (entry == 0) {
      entry = table.longer((int) (buffer >>> 48));
    }
    buffer <<= HuffmanTable.length(entry);
    count -= HuffmanTable.length(entry);
    return entry >> 8 & 255;
  }

  /** The signed value of this many bits. */
  int value(int size) {
    return size == 0 ? 0 : HuffmanTable.extended(bits(size), size);
  }

  /** A difference of DC coefficients. */
  int difference(HuffmanTable dc) {
    return value(symbol(dc));
  }

  /**
   * Reads the AC coefficients of a block and multiplies them: T.81 F.2.2.2.
   *
   * @param order where the coefficients belong, by their place in the file; longer than 64
   * @param quantization factors, as long
   * @param values where they are put, by their place in the block, all 0 before
   * @param block which of the values are those of this block
   */
  void coefficients(HuffmanTable ac, int[] order, int[] quantization, int[][] values, int block) {
    int[] next = ac.next;
    long bits = buffer;
    int left = count;
    for (int k = 1; k < 64; k++) {
      if (left < ENOUGH) {
        buffer = bits;
        count = left;
        fill();
        bits = buffer;
        left = count;
      }
      int entry = next[(int) (bits >>> (64 - HuffmanTable.LOOK_AHEAD))];
      if (entry == 0) {
        entry = ac.longer((int) (bits >>> 48));
      }
      int length = entry & HuffmanTable.LENGTH;
      int symbol = entry >> 8 & 255;
      int value = entry >> 16;
      bits <<= length;
      left -= length;
      if ((entry & HuffmanTable.WHOLE) == 0) {
        int size = symbol & 15;
        if (size == 0) {
          if (symbol != HuffmanTable.LONG_RUN) {
            break;
          }
          k += 15;
          continue;
        }
        value = HuffmanTable.extended((int) (bits >>> (64 - size)), size);
        bits <<= size;
        left -= size;
      }
      k += symbol >> 4;
      values[order[k]][block] = (short) (value * quantization[k]);
    }
    buffer = bits;
    count = left;
  }

  /** Reads over the AC coefficients of a block. */
  void skipCoefficients(HuffmanTable ac) {
    int[] skips = ac.skips();
    long bits = buffer;
    int left = count;
    int k = 1;
    while (k < Component.SIZE) {
      if (left < ENOUGH) {
        buffer = bits;
        count = left;
        fill();
        bits = buffer;
        left = count;
      }
      int entry = skips[(int) (bits >>> (64 - HuffmanTable.LOOK_AHEAD))];
      int last = k + (entry >> HuffmanTable.REACH_SHIFT & HuffmanTable.REACH);
      if (entry == 0 || last >= Component.SIZE) {
        // A long code, or some of the symbols are the next block's.
        entry = ac.skipOne((int) (bits >>> 48));
      }
      k += entry >> HuffmanTable.ADVANCE_SHIFT;
      bits <<= entry;
      left -= entry & HuffmanTable.SKIPPED_BITS;
    }
    buffer = bits;
    count = left;
  }
}
