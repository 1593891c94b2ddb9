package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
    assertThat(labels(-0.6, 0.5)).containsExactly("−0.6", "−0.4", "−0.2", "0", "0.2", "0.4");
    assertThat(labels(0, 39)).containsExactly("0", "5", "10", "15", "20", "25", "30", "35");
    assertThat(labels(0, 750))
        .containsExactly("0", "100", "200", "300", "400", "500", "600", "700");
    assertThat(labels(0.001, 0.0016)).contains("0.0010", "0.0011", "0.0016");
  }

  @Test
  void equalValuesLieInTheMiddle() {
    Ticks ticks = Ticks.of(new double[] {3, 3, 3});
    assertThat(ticks.place(3, 100, 200)).isEqualTo(150);
  }

  @Test
  void extremesLieAtTheEnds() {
    Ticks ticks = Ticks.of(new double[] {-1, 4, 2});
    assertThat(ticks.place(-1, 100, 200)).isEqualTo(100);
    assertThat(ticks.place(4, 100, 200)).isEqualTo(200);
    assertThat(ticks.place(4, 200, 100)).isEqualTo(100);
  }

  @Test
  void hugeAndTinyValuesHaveTicks() {
    assertThat(Ticks.of(new double[] {-1e12, 1e12}).round(0)).isNotEmpty();
    assertThat(Ticks.of(new double[] {1e-12, 2e-12}).round(0)).isNotEmpty();
    assertThat(Ticks.of(new double[] {1e6, 1e6 + 1e-3}).round(0)).hasSizeBetween(1, 20);
  }

  private static List<String> labels(double low, double high) {
    List<BigDecimal> ticks = Ticks.of(new double[] {low, high}).round(0);
    return ticks.stream().map(Ticks::label).toList();
  }
}
