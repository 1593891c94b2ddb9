package io.github.clip4j.image.codec.vp8;

/** A canonical prefix code, of the WebP lossless bitstream's specification, section 6.2. */
final class Vp8lCode {
  private static final int MAX_LENGTH = 15;
  private static final int TABLE_BITS = 8;

  /** In this order the lengths of the codes for code lengths are stored. */
  private static final int[] LENGTH_ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /** By the next bits: symbol and, above it, the length of its code; 0 where that is longer. */
  private final int[] table;

  private final int tableBits;
  private final int[] symbols;
  private final int[] counts = new int[MAX_LENGTH + 1];

  /** The one symbol of a code without bits, or -1. */
  private int only = -1;

  private Vp8lCode(int[] lengths) {
    int used = 0;
    int longest = 0;
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        counts[lengths[symbol]]++;
        longest = Math.max(longest, lengths[symbol]);
        only = symbol;
        used++;
      }
    }
    symbols = new int[used];
    tableBits = Math.min(TABLE_BITS, longest);
    table = new int[1 << tableBits];
    if (used == 1) {
      return;
    }
    only = -1;
    int[] starts = new int[MAX_LENGTH + 2];
    int space = 1 << MAX_LENGTH;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      starts[length + 1] = starts[length] + counts[length];
      space -= counts[length] << (MAX_LENGTH - length);
    }
    if (used == 0 || space != 0) {
      throw Damage.of("an incomplete prefix code");
    }
    int[] next = starts.clone();
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = symbol;
      }
    }
    fillTable();
  }

  /** Codes are sent from their most significant bit on, into numbers filled from the least. */
  private void fillTable() {
    int code = 0;
    int index = 0;
    for (int length = 1; length <= tableBits; length++) {
      for (int i = 0; i < counts[length]; i++, code++, index++) {
        int reversed = Integer.reverse(code) >>> (32 - length);
        for (int entry = reversed; entry < table.length; entry += 1 << length) {
          table[entry] = length << 16 | symbols[index];
        }
      }
      code <<= 1;
    }
  }

  int read(Vp8lBitReader reader) {
    if (only >= 0) {
      return only;
    }
    int entry = table[reader.peek(tableBits)];
    if (entry != 0) {
      reader.skip(entry >> 16);
      return entry & 0xffff;
    }
    return readLong(reader);
  }

  private int readLong(Vp8lBitReader reader) {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= reader.number(1);
      if (code - first < counts[length]) {
        return symbols[index + code - first];
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw Damage.of("an invalid prefix code");
  }

  /** Reads the description of a code for symbols from 0 to {@code size - 1}. */
  static Vp8lCode readFrom(Vp8lBitReader reader, int size) {
    int[] lengths = new int[size];
    if (reader.flag()) {
      boolean two = reader.flag();
      setLength(lengths, reader.number(reader.flag() ? 8 : 1));
      if (two) {
        setLength(lengths, reader.number(8));
      }
      return new Vp8lCode(lengths);
    }
    int[] lengthLengths = new int[LENGTH_ORDER.length];
    int stored = 4 + reader.number(4);
    for (int i = 0; i < stored; i++) {
      lengthLengths[LENGTH_ORDER[i]] = reader.number(3);
    }
    readLengths(reader, new Vp8lCode(lengthLengths), lengths);
    return new Vp8lCode(lengths);
  }

  private static void setLength(int[] lengths, int symbol) {
    if (symbol >= lengths.length) {
      throw Damage.of("an invalid prefix code");
    }
    lengths[symbol] = 1;
  }

  private static void readLengths(Vp8lBitReader reader, Vp8lCode code, int[] lengths) {
    int left = reader.flag() ? 2 + reader.number(2 + 2 * reader.number(3)) : lengths.length;
    int previous = 8;
    int symbol = 0;
    while (symbol < lengths.length && left-- > 0) {
      int length = code.read(reader);
      if (length < 16) {
        lengths[symbol++] = length;
        previous = length == 0 ? previous : length;
        continue;
      }
      int repeat =
          switch (length) {
            case 16 -> 3 + reader.number(2);
            case 17 -> 3 + reader.number(3);
            default -> 11 + reader.number(7);
          };
      if (symbol + repeat > lengths.length) {
        throw Damage.of("an invalid prefix code");
      }
      for (int i = 0; i < repeat; i++) {
        lengths[symbol++] = length == 16 ? previous : 0;
      }
    }
  }
}
