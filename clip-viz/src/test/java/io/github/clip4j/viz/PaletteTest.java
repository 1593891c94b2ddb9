package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {
  /** {@code to_hex(colormaps["viridis"](i / (k - 1)))} of matplotlib 3.11. */
  @ParameterizedTest
  @CsvSource({
    "1, 440154",
    "2, 440154 FDE725",
    "3, 440154 21918C FDE725",
    "4, 440154 31688E 35B779 FDE725",
    "5, 440154 3B528B 21918C 5EC962 FDE725",
    "6, 440154 414487 2A788E 22A884 7AD151 FDE725",
    "7, 440154 443983 31688E 21918C 35B779 90D743 FDE725",
    "10, 440154 482878 3E4989 31688E 26828E 1F9E89 35B779 6ECE58 B5DE2B FDE725"
  })
  void viridisIsMatplotlibs(int clusters, String colours) {
    assertThat(Palette.VIRIDIS.colours(clusters))
        .isEqualTo(
            Arrays.stream(colours.split(" ", -1)).map(hex -> Integer.parseInt(hex, 16)).toList());
  }

  @Test
  void fourteenClustersHaveFourteenColoursOfOkabeAndIto() {
    List<Integer> colours = Palette.OKABE_ITO.colours(14);
    assertThat(new HashSet<>(colours)).hasSize(14);
    assertThat(colours).startsWith(0x0072B2, 0xE69F00);
  }
}
