package io.github.clip4j.image.codec.vp8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/** The long tables of VP8, which a resource holds as RFC 6386 prints them. */
final class Vp8Tables {
  /** Nodes of the tree of coefficient tokens. */
  static final int TOKEN_NODES = 11;

  /** Nodes of the tree of 4 x 4 prediction modes. */
  static final int MODE_NODES = 9;

  /** Coefficient probabilities of a frame: types, bands, contexts, nodes. */
  static final int PROBABILITIES = 4 * 8 * 3 * TOKEN_NODES;

  /** Quantizer steps by index, section 14.1. */
  static final int[] DC_STEPS;

  static final int[] AC_STEPS;

  /** Section 11.5, {@code [10][10][9]} by the modes above and on the left. */
  static final int[] MODE_PROBABILITIES;

  /** Section 13.4, {@code [4][8][3][11]}. */
  static final int[] UPDATE_PROBABILITIES;

  /** Section 13.5, {@code [4][8][3][11]}. */
  static final int[] DEFAULT_PROBABILITIES;

  static {
    int[] all = read();
    int[] ends = new int[6];
    int[] sizes = {128, 128, 10 * 10 * MODE_NODES, PROBABILITIES, PROBABILITIES};
    for (int i = 0; i < sizes.length; i++) {
      ends[i + 1] = ends[i] + sizes[i];
    }
    DC_STEPS = Arrays.copyOfRange(all, ends[0], ends[1]);
    AC_STEPS = Arrays.copyOfRange(all, ends[1], ends[2]);
    MODE_PROBABILITIES = Arrays.copyOfRange(all, ends[2], ends[3]);
    UPDATE_PROBABILITIES = Arrays.copyOfRange(all, ends[3], ends[4]);
    DEFAULT_PROBABILITIES = Arrays.copyOfRange(all, ends[4], ends[5]);
  }

  private Vp8Tables() {}

  private static int[] read() {
    try (InputStream in =
        Objects.requireNonNull(Vp8Tables.class.getResourceAsStream("vp8-tables.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ", -1)))
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
