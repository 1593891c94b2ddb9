package io.github.clip4j.viz;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets points exchange their places, two by two, as long as that brings those together that were
 * neighbours at first: the sum of the distances from each to its nearest ones becomes smaller.
 */
final class Swaps {
  private static final int NEIGHBOURS = 5;
  private static final int MOST_ROUNDS = 20;
  private static final double TOUCH = 1e-9;

  private final double[] x;
  private final double[] y;
  private final int count;
  private final int[][] friends;

  private Swaps(double[] wantedX, double[] wantedY, double[] x, double[] y, int count) {
    this.x = x;
    this.y = y;
    this.count = count;
    friends = friends(wantedX, wantedY);
  }

  /** Changes the order of the first {@code count} places. */
  static void improve(double[] wantedX, double[] wantedY, double[] x, double[] y, int count) {
    Swaps swaps = new Swaps(wantedX, wantedY, x, y, count);
    for (int round = 0; round < MOST_ROUNDS && swaps.round(); round++) {}
  }

  /** Of each point its neighbours, and those whose neighbour it is. */
  private int[][] friends(double[] wantedX, double[] wantedY) {
    List<int[]> nearest =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    IntStream.range(0, count)
                        .filter(j -> j != i)
                        .boxed()
                        .sorted(
                            Comparator.comparingDouble(
                                j ->
                                    square(wantedX[j] - wantedX[i])
                                        + square(wantedY[j] - wantedY[i])))
                        .limit(NEIGHBOURS)
                        .mapToInt(Integer::intValue)
                        .toArray())
            .toList();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                IntStream.concat(
                        IntStream.of(nearest.get(i)),
                        IntStream.range(0, count)
                            .filter(j -> IntStream.of(nearest.get(j)).anyMatch(f -> f == i)))
                    .toArray())
        .toArray(int[][]::new);
  }

  private static double square(double value) {
    return value * value;
  }

  private boolean round() {
    boolean improved = false;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double before = length(i) + length(j);
        swap(i, j);
        if (length(i) + length(j) < before - TOUCH) {
          improved = true;
        } else {
          swap(i, j);
        }
      }
    }
    return improved;
  }

  private double length(int i) {
    double sum = 0;
    for (int friend : friends[i]) {
      double dx = x[friend] - x[i];
      double dy = y[friend] - y[i];
      sum += Math.sqrt(dx * dx + dy * dy);
    }
    return sum;
  }

  private void swap(int i, int j) {
    double oldX = x[i];
    double oldY = y[i];
    x[i] = x[j];
    y[i] = y[j];
    x[j] = oldX;
    y[j] = oldY;
  }
}
