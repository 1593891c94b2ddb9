package io.github.clip4j.viz;

import java.util.ArrayList;
import java.util.List;

/** The colours of the clusters. */
public enum Palette {
  /**
   * matplotlib's viridis, from purple through green to yellow, spread evenly: cluster {@code i} of
   * {@code k} has the colour at {@code i / (k - 1)}.
   */
  VIRIDIS {
    @Override
    List<Integer> colours(int clusters) {
      List<Integer> table = viridis();
      List<Integer> result = new ArrayList<>();
      for (int i = 0; i < clusters; i++) {
        double share = clusters == 1 ? 0 : (double) i / (clusters - 1);
        result.add(table.get(Math.min(table.size() - 1, (int) (share * table.size()))));
      }
      return List.copyOf(result);
    }
  },
  /**
   * The seven colours of Okabe and Ito (2008) that stand out from white and from black, made to be
   * told apart with any colour vision. From the eighth cluster on they come again, paler.
   */
  OKABE_ITO {
    @Override
    List<Integer> colours(int clusters) {
      List<Integer> result = new ArrayList<>();
      for (int i = 0; i < clusters; i++) {
        int colour = OKABE_ITO_COLOURS.get(i % OKABE_ITO_COLOURS.size());
        result.add(i / OKABE_ITO_COLOURS.size() % 2 == 0 ? colour : paler(colour));
      }
      return List.copyOf(result);
    }
  };

  private static final int INK = 0x1F2933;

  private static final List<Integer> OKABE_ITO_COLOURS =
      List.of(0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442);

  /** One colour a cluster, as {@code 0xRRGGBB}. */
  abstract List<Integer> colours(int clusters);

  /** One colour a cluster, none of them too near to the theme's paper to be seen. */
  List<Integer> colours(int clusters, Theme theme) {
    return colours(clusters).stream().map(theme::lift).toList();
  }

  /** A step towards white. */
  static int lighter(int colour) {
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int channel = colour >> shift & 0xFF;
      result |= (channel + (255 - channel) / 12) << shift;
    }
    return result;
  }

  /** Near-black or white, whichever is easier to read on a colour. */
  static int textOn(int colour) {
    double luminance = luminance(colour);
    return (luminance + 0.05) / (luminance(INK) + 0.05) > 1.05 / (luminance + 0.05)
        ? INK
        : 0xFFFFFF;
  }

  /** Relative luminance, from 0 for black to 1 for white (WCAG 2.2). */
  static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int channel) {
    double value = (channel & 0xFF) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static List<Integer> viridis() {
    List<Integer> table = new ArrayList<>();
    for (String line : Resources.text("viridis.txt").lines().skip(1).toList()) {
      for (String hex : line.trim().split(" ", -1)) {
        table.add(Integer.parseInt(hex, 16));
      }
    }
    return table;
  }

  private static int paler(int colour) {
    return ((colour & 0xFEFEFE) >> 1) + 0x606060;
  }
}
