package io.github.clip4j.viz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Moves rectangles apart until none overlaps another, within bounds.
 *
 * <p>They grow from small to full size and push each other along the line between their middles
 * while they do, so that those that lie left of or above others mostly stay there; then they change
 * places with each other where that brings neighbours together; at last each goes back towards its
 * own place as far as there is room. Nothing is random: equal places are told apart by the order of
 * the rectangles.
 */
final class Spread {
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
  private static final double GROWTH = 1.12;
  private static final int GROWTH_STEPS = 32;
  private static final int PUSHES_PER_STEP = 60;
  private static final int LAST_PUSHES = 600;
  private static final int RETURNS = 12;
  private static final double TOUCH = 1e-9;
  private static final double HEAVY = 6;
  private static final int MOST_EXCHANGED = 400;

  /** Chains of touching rectangles part ever more slowly: the last share of the gap is given up. */
  private static final double SLACK = 0.5;

  private final Box bounds;
  private final double gap;
  private final int count;
  private final double[] wantedX;
  private final double[] wantedY;
  private final double[] x;
  private final double[] y;
  private final double[] width;
  private final double[] height;
  private final double[] weight;
  private final int[] order;
  private double widest;

  private Spread(List<Box> wanted, int light, Box bounds, double gap) {
    this.bounds = bounds;
    this.gap = gap;
    count = wanted.size();
    wantedX = wanted.stream().mapToDouble(Box::centreX).toArray();
    wantedY = wanted.stream().mapToDouble(Box::centreY).toArray();
    width = wanted.stream().mapToDouble(Box::width).toArray();
    height = wanted.stream().mapToDouble(Box::height).toArray();
    weight = IntStream.range(0, count).mapToDouble(i -> i < light ? 1 : HEAVY).toArray();
    order = IntStream.range(0, count).toArray();
    x = wantedX.clone();
    y = wantedY.clone();
    for (int i = 0; i < count; i++) {
      widest = Math.max(widest, width[i]);
      // Vogel's sunflower (1979), too small to see, so that equal places have a direction to part.
      x[i] += 0.02 * gap * Math.sqrt(i) * StrictMath.cos(i * GOLDEN_ANGLE);
      y[i] += 0.02 * gap * Math.sqrt(i) * StrictMath.sin(i * GOLDEN_ANGLE);
      clamp(i);
    }
  }

  /**
   * The rectangles apart, in their order: the light ones, then the heavy ones.
   *
   * @param heavy those that stay where they are as far as the light ones can give way
   * @param gap the distance wanted between two of them; at least half of it is kept
   * @return empty if they were too crowded to part
   */
  static Optional<List<Box>> apart(List<Box> light, List<Box> heavy, Box bounds, double gap) {
    List<Box> all = Stream.concat(light.stream(), heavy.stream()).toList();
    Spread spread = new Spread(all, light.size(), bounds, gap);
    if (!spread.grow()) {
      return Optional.empty();
    }
    spread.exchange(light.size());
    spread.goBack();
    return Optional.of(spread.boxes());
  }

  /** The rectangles where they were wanted, moved only to lie within the bounds. */
  static List<Box> within(List<Box> wanted, Box bounds) {
    return new Spread(wanted, wanted.size(), bounds, 0).boxes();
  }

  private List<Box> boxes() {
    List<Box> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(Box.centred(x[i], y[i], width[i], height[i]));
    }
    return result;
  }

  private boolean grow() {
    for (int step = 1; step < GROWTH_STEPS; step++) {
      double size = StrictMath.pow(GROWTH, step - GROWTH_STEPS);
      for (int i = 0; i < PUSHES_PER_STEP && push(size); i++) {}
    }
    for (int i = 0; i < LAST_PUSHES; i++) {
      if (!push(1)) {
        return true;
      }
    }
    return false;
  }

  /** Pushes every two that overlap at a share of their size; false if there were none. */
  private boolean push(double size) {
    sortByX();
    boolean pushed = false;
    for (int a = 0; a < count; a++) {
      int i = order[a];
      double reach = ((width[i] + widest) / 2 + gap) * size;
      for (int b = a + 1; b < count && x[order[b]] - x[i] < reach; b++) {
        pushed |= part(i, order[b], size);
      }
    }
    return pushed;
  }

  /** Insertion sort: the order of the last push is nearly right. */
  private void sortByX() {
    for (int a = 1; a < count; a++) {
      int moved = order[a];
      int b = a;
      for (; b > 0 && x[order[b - 1]] > x[moved]; b--) {
        order[b] = order[b - 1];
      }
      order[b] = moved;
    }
  }

  private boolean part(int i, int j, double size) {
    double overlapX = ((width[i] + width[j]) / 2 + gap) * size - Math.abs(x[j] - x[i]);
    double overlapY = ((height[i] + height[j]) / 2 + gap) * size - Math.abs(y[j] - y[i]);
    if (overlapX <= 0 || overlapY <= 0) {
      return false;
    }
    double directionX = x[j] - x[i];
    double directionY = y[j] - y[i];
    double stepX = overlapX / Math.max(TOUCH, Math.abs(directionX));
    double stepY = overlapY / Math.max(TOUCH, Math.abs(directionY));
    double step = Math.min(stepX, stepY) / (weight[i] + weight[j]);
    x[i] -= step * weight[j] * directionX;
    x[j] += step * weight[i] * directionX;
    y[i] -= step * weight[j] * directionY;
    y[j] += step * weight[i] * directionY;
    clamp(i);
    clamp(j);
    return Math.min(overlapX, overlapY) > SLACK * gap * size;
  }

  private void clamp(int i) {
    // Uneven distances from the walls: a row along one can buckle, where a straight one would jam.
    double uneven = gap * (i * GOLDEN_RATIO % 1);
    double roomX = width[i] / 2 + uneven;
    double roomY = height[i] / 2 + uneven;
    x[i] = clamp(x[i], bounds.x() + roomX, bounds.right() - roomX);
    y[i] = clamp(y[i], bounds.y() + roomY, bounds.bottom() - roomY);
  }

  private static double clamp(double value, double low, double high) {
    return low > high ? (low + high) / 2 : Math.max(low, Math.min(high, value));
  }

  /**
   * The light ones change places with each other: first so that they are moved least in all, then
   * so that neighbours come together. Where that leaves them too crowded, they stay as they were.
   */
  private void exchange(int light) {
    if (light > MOST_EXCHANGED) {
      return;
    }
    double[][] costs = new double[light][light];
    for (int i = 0; i < light; i++) {
      for (int j = 0; j < light; j++) {
        double dx = wantedX[i] - x[j];
        double dy = wantedY[i] - y[j];
        costs[i][j] = dx * dx + dy * dy;
      }
    }
    double[] oldX = x.clone();
    double[] oldY = y.clone();
    int[] place = Assignment.least(costs);
    for (int i = 0; i < light; i++) {
      x[i] = oldX[place[i]];
      y[i] = oldY[place[i]];
    }
    Swaps.improve(wantedX, wantedY, x, y, light);
    IntStream.range(0, light).forEach(this::clamp);
    for (int i = 0; i < LAST_PUSHES; i++) {
      if (!push(1)) {
        return;
      }
    }
    System.arraycopy(oldX, 0, x, 0, count);
    System.arraycopy(oldY, 0, y, 0, count);
  }

  private void goBack() {
    for (int round = 0; round < RETURNS; round++) {
      for (int i = count - 1; i >= 0; i--) {
        goBack(i);
      }
    }
  }

  private void goBack(int i) {
    for (double share = 1; share > 0.03; share /= 2) {
      double backX = share * (wantedX[i] - x[i]);
      double backY = share * (wantedY[i] - y[i]);
      if (moveIfFree(i, backX, backY) || moveIfFree(i, backX, 0) || moveIfFree(i, 0, backY)) {
        return;
      }
    }
  }

  private boolean moveIfFree(int i, double moveX, double moveY) {
    if (Math.abs(moveX) + Math.abs(moveY) < TOUCH) {
      return false;
    }
    double oldX = x[i];
    double oldY = y[i];
    x[i] += moveX;
    y[i] += moveY;
    clamp(i);
    for (int j = 0; j < count; j++) {
      if (j != i
          && Math.abs(x[j] - x[i]) < (width[i] + width[j]) / 2 + SLACK * gap
          && Math.abs(y[j] - y[i]) < (height[i] + height[j]) / 2 + SLACK * gap) {
        x[i] = oldX;
        y[i] = oldY;
        return false;
      }
    }
    return true;
  }
}
