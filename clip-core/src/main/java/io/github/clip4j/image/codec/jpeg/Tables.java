package io.github.clip4j.image.codec.jpeg;

import org.jspecify.annotations.Nullable;

/** The tables and settings that segments between the scans give. */
final class Tables {
  private static final int IDS = 4;
  private static final int DHT = 0xc4;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;

  /** In the order of the file, the last factor repeated for runs that lead out of a block. */
  private final int[][] quantization = new int[IDS][0];

  private final @Nullable HuffmanTable[] dc = new @Nullable HuffmanTable[IDS];
  private final @Nullable HuffmanTable[] ac = new @Nullable HuffmanTable[IDS];
  private int restartInterval;

  private final byte[] data;

  Tables(byte[] data) {
    this.data = data;
    StandardHuffmanTables.putInto(dc, ac);
  }

  int restartInterval() {
    return restartInterval;
  }

  int[] quantization(int id) {
    int[] table = id < IDS ? quantization[id] : new int[0];
    if (table.length == 0) {
      throw Damage.of("a quantization table is missing");
    }
    return table;
  }

  HuffmanTable dc(int id) {
    HuffmanTable table = found(dc, id);
    if (!table.isForDc()) {
      throw Damage.of("an invalid Huffman table");
    }
    return table;
  }

  HuffmanTable ac(int id) {
    return found(ac, id);
  }

  private static HuffmanTable found(@Nullable HuffmanTable[] tables, int id) {
    HuffmanTable table = id < IDS ? tables[id] : null;
    if (table == null) {
      throw Damage.of("a Huffman table is missing");
    }
    return table;
  }

  /** Reads a segment, if it is one of tables. */
  void read(int marker, int from, int end) {
    switch (marker) {
      case DHT -> readHuffman(from, end);
      case DQT -> readQuantization(from, end);
      case DRI -> readRestartInterval(from, end);
      default -> {}
    }
  }

  /** A DQT segment (T.81 B.2.4.1). */
  private void readQuantization(int from, int end) {
    int at = from;
    while (at < end) {
      int wide = (data[at] & 255) >> 4;
      int id = data[at] & 15;
      at++;
      int size = wide == 0 ? 1 : 2;
      if (id >= IDS || at + Component.SIZE * size > end) {
        throw Damage.of("an invalid quantization table");
      }
      int[] factors = new int[Component.SIZE + 16];
      for (int i = 0; i < factors.length; i++) {
        int place = at + Math.min(i, Component.SIZE - 1) * size;
        factors[i] = size == 1 ? data[place] & 255 : Segments.u16(data, place);
      }
      quantization[id] = factors;
      at += Component.SIZE * size;
    }
  }

  /** A DHT segment (T.81 B.2.4.2). */
  private void readHuffman(int from, int end) {
    int at = from;
    while (at + 17 <= end) {
      int kind = (data[at] & 255) >> 4;
      int id = data[at] & 15;
      int[] counts = new int[16];
      int sum = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = data[at + 1 + i] & 255;
        sum += counts[i];
      }
      at += 17;
      if (kind > 1 || id >= IDS || sum > 256 || at + sum > end) {
        throw Damage.of("an invalid Huffman table");
      }
      byte[] symbols = new byte[sum];
      System.arraycopy(data, at, symbols, 0, sum);
      (kind == 0 ? dc : ac)[id] = new HuffmanTable(counts, symbols);
      at += sum;
    }
    if (at != end) {
      throw Damage.of("a Huffman table of a wrong length");
    }
  }

  /** A DRI segment (T.81 B.2.4.4). */
  private void readRestartInterval(int from, int end) {
    if (end - from != 2) {
      throw Damage.of("a restart interval of a wrong length");
    }
    restartInterval = Segments.u16(data, from);
  }
}
