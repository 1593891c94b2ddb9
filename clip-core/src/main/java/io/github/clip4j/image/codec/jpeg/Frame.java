package io.github.clip4j.image.codec.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * What a frame header says (T.81 B.2.2).
 *
 * @param marker its second byte, which tells the process
 * @param precision bits a sample
 */
record Frame(int marker, int precision, int width, int height, List<Sampling> samplings) {
  private static final int BASELINE = 0xc0;
  private static final int EXTENDED = 0xc1;
  private static final int PROGRESSIVE = 0xc2;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;

  /**
   * How a component is sampled.
   *
   * @param across horizontal factor, 1 to 4
   * @param down vertical factor, 1 to 4
   * @param tableId of its quantization table
   */
  record Sampling(int id, int across, int down, int tableId) {}

  static boolean isHeader(int marker) {
    return marker >= BASELINE && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
  }

  /** From the body of a header segment. */
  static Frame of(int marker, byte[] data, int from, int end) {
    int count = end - from < 6 ? 0 : data[from + 5] & 255;
    if (count == 0 || end - from != 6 + 3 * count) {
      throw Damage.of("a frame header of a wrong length");
    }
    List<Sampling> samplings = new ArrayList<>();
    for (int at = from + 6; at < end; at += 3) {
      int factors = data[at + 1] & 255;
      samplings.add(new Sampling(data[at] & 255, factors >> 4, factors & 15, data[at + 2] & 255));
    }
    int height = Segments.u16(data, from + 1);
    int width = Segments.u16(data, from + 3);
    return new Frame(marker, data[from], width, height, samplings);
  }

  boolean isProgressive() {
    return marker == PROGRESSIVE;
  }

  /** Whether the process is one that is decoded here. */
  boolean isHuffmanCoded() {
    return marker == BASELINE || marker == EXTENDED || marker == PROGRESSIVE;
  }

  /** The largest factors. */
  Sampling most() {
    int across = 1;
    int down = 1;
    for (Sampling sampling : samplings) {
      if (sampling.across < 1 || sampling.across > 4 || sampling.down < 1 || sampling.down > 4) {
        throw Damage.of("sampling factors of " + sampling.across + " x " + sampling.down);
      }
      across = Math.max(across, sampling.across);
      down = Math.max(down, sampling.down);
    }
    return new Sampling(0, across, down, 0);
  }

  List<Component> components() {
    Sampling most = most();
    List<Component> components = new ArrayList<>();
    for (Sampling sampling : samplings) {
      components.add(new Component(sampling, most, width, height));
    }
    return components;
  }
}
