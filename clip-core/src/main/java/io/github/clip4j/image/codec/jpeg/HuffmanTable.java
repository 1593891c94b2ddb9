package io.github.clip4j.image.codec.jpeg;

import org.jspecify.annotations.Nullable;

/** A Huffman code, decoded by tables: T.81 annex C and F.2.2.3. */
final class HuffmanTable {
  /** How many bits {@link #next} looks at. */
  static final int LOOK_AHEAD = 10;

  /** Set in an entry of {@link #next} that holds the value behind the code as well. */
  static final int WHOLE = 0x20;

  static final int LENGTH = 0x1f;

  /** The symbol of sixteen zeros. */
  static final int LONG_RUN = 0xf0;

  /** How many bits an entry of {@link #skips} stands for. */
  static final int SKIPPED_BITS = 0x1f;

  /** Where an entry of {@link #skips} says how far its last symbol starts behind its first. */
  static final int REACH_SHIFT = 6;

  static final int REACH = 0x7f;

  /** Where an entry of {@link #skips} says how many coefficients its symbols stand for. */
  static final int ADVANCE_SHIFT = 16;

  private static final int LONGEST = 16;

  /**
   * By the next ten bits: 0 if the code is longer, else the number of bits in bits 0 to 4, the
   * symbol in bits 8 to 15, and, where it fits into the ten bits, the value behind it in bits 16 to
   * 31 (then the number counts its bits, too).
   */
  final int[] next = new int[1 << LOOK_AHEAD];

  private final byte[] symbols;

  private int @Nullable [] skips;

  /** By length, one more than the largest code of that length, aligned to 16 bits; 0 for none. */
  private final int[] end = new int[LONGEST + 1];

  /** By length, what is to be added to a code for the index of its symbol. */
  private final int[] offset = new int[LONGEST + 1];

  /**
   * From a DHT segment.
   *
   * @param counts of codes by length less one, {@code [16]}
   * @param symbols by code
   */
  HuffmanTable(int[] counts, byte[] symbols) {
    this.symbols = symbols;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offset[length] = index - code;
      int count = counts[length - 1];
      if (code + count > 1 << length) {
        throw Damage.of("a Huffman table with too many codes");
      }
      for (int i = 0; i < count; i++, code++, index++) {
        if (length <= LOOK_AHEAD) {
          enter(code, length, symbols[index] & 255);
        }
      }
      end[length] = count == 0 ? 0 : code << (LONGEST - length);
      code <<= 1;
    }
  }

  private void enter(int code, int length, int symbol) {
    int spare = LOOK_AHEAD - length;
    int size = symbol & 15;
    for (int rest = 0; rest < 1 << spare; rest++) {
      int entry = symbol << 8 | length;
      if (size > 0 && size <= spare) {
        int value = extended(rest >> (spare - size), size);
        entry = value << 16 | symbol << 8 | WHOLE | (length + size);
      }
      next[code << spare | rest] = entry;
    }
  }

  /**
   * For reading over AC coefficients, by the next ten bits: 0 if the first code is longer, else all
   * symbols whose codes lie in them, with their values. In an entry are the number of bits, how
   * many coefficients the symbols but the last stand for, and how many all of them do; the end of a
   * block counts as a whole one.
   */
  int[] skips() {
    int[] made = skips;
    if (made == null) {
      made = new int[1 << LOOK_AHEAD];
      for (int bits = 0; bits < made.length; bits++) {
        made[bits] = skip(bits);
      }
      skips = made;
    }
    return made;
  }

  private int skip(int bits) {
    int length = 0;
    int reach = 0;
    int advance = 0;
    while (length < LOOK_AHEAD && advance < Component.SIZE) {
      int entry = next[bits << length & ((1 << LOOK_AHEAD) - 1)];
      if (entry == 0 || length + codeLength(entry) > LOOK_AHEAD) {
        break;
      }
      int one = skip(entry >> 8 & 255, codeLength(entry));
      reach = advance;
      advance += one >> ADVANCE_SHIFT;
      length += one & SKIPPED_BITS;
    }
    return advance << ADVANCE_SHIFT | reach << REACH_SHIFT | length;
  }

  private static int codeLength(int entry) {
    return length(entry) - ((entry & WHOLE) != 0 ? entry >> 8 & 15 : 0);
  }

  /** As an entry of {@link #skips()} for one symbol. */
  private static int skip(int symbol, int codeLength) {
    int size = symbol & 15;
    boolean endsBlock = size == 0 && symbol != LONG_RUN;
    int advance = endsBlock ? Component.SIZE : (symbol >> 4) + 1;
    return advance << ADVANCE_SHIFT | (codeLength + size);
  }

  /**
   * As an entry of {@link #skips()}, for the next symbol alone.
   *
   * @param bits the next 16
   */
  int skipOne(int bits) {
    int entry = next[bits >> (LONGEST - LOOK_AHEAD)];
    if (entry == 0) {
      entry = longer(bits);
    }
    return skip(entry >> 8 & 255, codeLength(entry));
  }

  /** Whether all symbols are sizes of DC differences. */
  boolean isForDc() {
    for (byte symbol : symbols) {
      if ((symbol & 255) > 15) {
        return false;
      }
    }
    return true;
  }

  /** How many bits an entry of {@link #next} stands for. */
  static int length(int entry) {
    return entry & LENGTH;
  }

  /**
   * As an entry of {@link #next}, for a code that is longer than that looks.
   *
   * @param bits the next 16
   */
  int longer(int bits) {
    for (int length = LOOK_AHEAD + 1; length <= LONGEST; length++) {
      if (bits < end[length]) {
        int symbol = symbols[(bits >> (LONGEST - length)) + offset[length]] & 255;
        return symbol << 8 | length;
      }
    }
    throw Damage.of("an invalid Huffman code");
  }

  /** The signed value that {@code size} bits stand for: EXTEND of T.81 F.2.2.1. */
  static int extended(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }
}
