package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 5", "6, 6", "5, 7"})
  void noOtherChoiceCostsLess(int rows, int columns) {
    Random random = new Random(rows * 31L + columns);
    for (int trial = 0; trial < 50; trial++) {
      double[][] costs = new double[rows][columns];
      for (double[] row : costs) {
        Arrays.setAll(row, i -> random.nextInt(10) - 3);
      }
      int[] chosen = Assignment.least(costs);
      assertThat(Arrays.stream(chosen).distinct().count()).isEqualTo(rows);
      double cost = 0;
      for (int row = 0; row < rows; row++) {
        cost += costs[row][chosen[row]];
      }
      assertThat(cost).isCloseTo(least(costs, 0, new boolean[columns]), within(1e-9));
    }
  }

  @Test
  void ofFewerColumnsThanRowsThereIsNoChoice() {
    assertThatIllegalArgumentException().isThrownBy(() -> Assignment.least(new double[3][2]));
    assertThat(Assignment.least(new double[0][0])).isEmpty();
  }

  /** By trying all. */
  private static double least(double[][] costs, int row, boolean[] taken) {
    if (row == costs.length) {
      return 0;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int column = 0; column < taken.length; column++) {
      if (!taken[column]) {
        taken[column] = true;
        least = Math.min(least, costs[row][column] + least(costs, row + 1, taken));
        taken[column] = false;
      }
    }
    return least;
  }
}
