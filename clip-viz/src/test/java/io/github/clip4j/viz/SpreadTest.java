package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpreadTest {
  private static final Box BOUNDS = new Box(100, 50, 1400, 760);

  @ParameterizedTest
  @EnumSource(Positions.class)
  void nothingOverlapsAfterwards(Positions positions) {
    for (int n : new int[] {1, 2, 3, 10, 26, 60}) {
      List<Box> apart = apart(boxes(positions, n));
      assertThat(apart).hasSize(n);
      for (int i = 0; i < n; i++) {
        assertThat(BOUNDS.inset(-1e-9).contains(apart.get(i)))
            .as("%s %d of %d", positions, i, n)
            .isTrue();
        for (int j = 0; j < i; j++) {
          assertThat(apart.get(i).inset(-1).overlaps(apart.get(j).inset(-1)))
              .as("%s %d and %d of %d", positions, i, j, n)
              .isFalse();
        }
      }
    }
  }

  @Test
  void sizesStay() {
    List<Box> wanted = boxes(Positions.ALL_EQUAL, 26);
    List<Box> apart = apart(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(apart.get(i).width()).isEqualTo(wanted.get(i).width());
      assertThat(apart.get(i).height()).isEqualTo(wanted.get(i).height());
    }
  }

  @Test
  void whatHasRoomStaysInItsPlace() {
    List<Box> wanted =
        List.of(
            Box.centred(300, 300, 100, 80),
            Box.centred(310, 310, 80, 100),
            Box.centred(1000, 600, 90, 90));
    List<Box> apart = apart(wanted);
    assertThat(apart.get(2).centreX()).isCloseTo(1000, within(0.01));
    assertThat(apart.get(2).centreY()).isCloseTo(600, within(0.01));
  }

  @Test
  void twoPartInTheDirectionInWhichTheyLie() {
    List<Box> sideways = apart(pair(30, 4));
    assertThat(sideways.get(1).x()).isGreaterThan(sideways.get(0).right());
    List<Box> upwards = apart(pair(4, -30));
    assertThat(upwards.get(1).bottom()).isLessThan(upwards.get(0).y());
  }

  private static List<Box> pair(double right, double down) {
    return List.of(Box.centred(800, 400, 100, 100), Box.centred(800 + right, 400 + down, 100, 100));
  }

  @Test
  void mostNeighboursStayNeighbours() {
    List<Box> wanted = boxes(Positions.CLUSTERS, 60);
    List<Box> apart = apart(wanted);
    double kept = 0;
    for (int i = 0; i < wanted.size(); i++) {
      Set<Integer> both = new HashSet<>(nearest(wanted, i));
      both.retainAll(nearest(apart, i));
      kept += both.size() / 5.0 / wanted.size();
    }
    assertThat(kept).isGreaterThan(0.85);
  }

  @Test
  void theSamePlacesComeOutTwice() {
    assertThat(apart(boxes(Positions.CLUSTERS, 60)))
        .isEqualTo(apart(boxes(Positions.CLUSTERS, 60)));
  }

  @Test
  void whatCannotFitIsSaid() {
    List<Box> wanted = List.of(Box.centred(500, 400, 900, 700), Box.centred(600, 400, 900, 700));
    assertThat(Spread.apart(wanted, List.of(), BOUNDS, 4)).isEmpty();
    assertThat(Spread.within(wanted, BOUNDS)).allMatch(BOUNDS::contains);
  }

  private static List<Box> apart(List<Box> wanted) {
    return Spread.apart(wanted, List.of(), BOUNDS, 5).orElseThrow();
  }

  private static List<Integer> nearest(List<Box> boxes, int to) {
    return IntStream.range(0, boxes.size())
        .boxed()
        .filter(i -> i != to)
        .sorted(
            Comparator.comparingDouble(
                i ->
                    Math.hypot(
                        boxes.get(i).centreX() - boxes.get(to).centreX(),
                        boxes.get(i).centreY() - boxes.get(to).centreY())))
        .limit(5)
        .toList();
  }

  /** Boxes of different shapes that fill a third of the bounds. */
  private static List<Box> boxes(Positions positions, int n) {
    List<double[]> points = positions.points(n);
    Ticks xTicks = Ticks.of(points.stream().mapToDouble(p -> p[0]).toArray());
    Ticks yTicks = Ticks.of(points.stream().mapToDouble(p -> p[1]).toArray());
    double edge = Math.min(170, Math.sqrt(BOUNDS.area() / 3 / n));
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double stretch = 0.8 + i % 5 * 0.1;
      boxes.add(
          Box.centred(
              xTicks.place(points.get(i)[0], BOUNDS.x(), BOUNDS.right()),
              yTicks.place(points.get(i)[1], BOUNDS.bottom(), BOUNDS.y()),
              edge * stretch,
              edge / stretch));
    }
    return boxes;
  }
}
