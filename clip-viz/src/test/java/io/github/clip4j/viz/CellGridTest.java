package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellGridTest {
  private static final Box BOUNDS = new Box(100, 50, 1400, 700);

  @ParameterizedTest
  @EnumSource(Positions.class)
  void eachGetsACellOfItsOwn(Positions positions) {
    for (int n : new int[] {1, 2, 7, 60, 450, 1000}) {
      List<Box> cells = CellGrid.assign(boxes(positions, n), BOUNDS, BOUNDS);
      assertThat(cells).hasSize(n);
      assertThat(new HashSet<>(cells)).hasSize(n);
      assertThat(cells).allMatch(cell -> BOUNDS.inset(-1e-6).contains(cell));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 40, 900})
  void whatIsInAGridAlreadyStays(int n) {
    List<Box> grid = CellGrid.assign(boxes(Positions.CLUSTERS, n), BOUNDS, BOUNDS);
    assertThat(CellGrid.assign(grid, BOUNDS, BOUNDS)).isEqualTo(grid);
  }

  private static List<Box> boxes(Positions positions, int n) {
    List<double[]> points = positions.points(n);
    Ticks xTicks = Ticks.of(points.stream().mapToDouble(p -> p[0]).toArray());
    Ticks yTicks = Ticks.of(points.stream().mapToDouble(p -> p[1]).toArray());
    return points.stream()
        .flatMap(
            p ->
                Stream.of(
                    Box.centred(
                        xTicks.place(p[0], BOUNDS.x(), BOUNDS.right()),
                        yTicks.place(p[1], BOUNDS.bottom(), BOUNDS.y()),
                        10,
                        10)))
        .toList();
  }
}
