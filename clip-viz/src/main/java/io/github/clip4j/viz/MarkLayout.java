package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The photos and dots in their places.
 *
 * @param area where the data's extremes lie: a photo there still lies within the axes
 */
record MarkLayout(List<Mark> marks, Box area) {
  /** The share of the axes that photos may cover: more is a wall of photos, less a starry sky. */
  private static final double COVERED = 0.34;

  private static final double LARGEST = 170;
  private static final double SMALLEST = 20;
  private static final double SHRINK = 0.93;

  /** Up to here photos shrink as much as it takes to part them; above, not below the smallest. */
  private static final int ALWAYS_APART = 60;

  /** A photo longer than this, in edges of a square of the same area, is drawn smaller. */
  private static final double LONGEST = 1.7;

  /** The narrowest frame in the same measure; a narrower photo has paper at its sides. */
  private static final double NARROWEST = 0.3;

  private static final double DOT = 12;

  static MarkLayout lay(List<Item> items, Box axes, double unit, Ticks xTicks, Ticks yTicks) {
    List<Integer> photos =
        IntStream.range(0, items.size())
            .filter(i -> items.get(i).aspect().isPresent())
            .boxed()
            .toList();
    double smallest = SMALLEST * unit;
    double edge =
        Math.min(LARGEST * unit, Math.sqrt(COVERED * axes.area() / Math.max(1, photos.size())));
    while (true) {
      Attempt attempt = new Attempt(items, photos, axes, unit, edge, xTicks, yTicks);
      Optional<List<Box>> parted = attempt.apart();
      if (parted.isPresent()) {
        return attempt.layout(parted.get());
      }
      if (photos.size() > ALWAYS_APART && edge * SHRINK < smallest) {
        return attempt.layout(attempt.within());
      }
      edge *= SHRINK;
    }
  }

  /** The photos at one size. */
  private static final class Attempt {
    private final List<Item> items;
    private final Box bounds;
    private final Box area;
    private final double unit;
    private final double border;
    private final List<Box> wanted = new ArrayList<>();
    private final double[] trueX;
    private final double[] trueY;

    Attempt(
        List<Item> items,
        List<Integer> photos,
        Box axes,
        double unit,
        double edge,
        Ticks xTicks,
        Ticks yTicks) {
      this.items = items;
      this.unit = unit;
      border = Math.max(1.6 * unit, Math.min(4 * unit, edge * 0.034));
      bounds = axes.inset(5 * unit);
      double room = photos.isEmpty() ? DOT * unit : edge / 2 + border;
      area = bounds.inset(Math.min(room, Math.min(axes.width(), axes.height()) / 3));
      trueX =
          items.stream().mapToDouble(i -> xTicks.place(i.x(), area.x(), area.right())).toArray();
      trueY =
          items.stream().mapToDouble(i -> yTicks.place(i.y(), area.bottom(), area.y())).toArray();
      for (int i : photos) {
        wanted.add(frame(items.get(i).aspect().getAsDouble(), edge, trueX[i], trueY[i]));
      }
    }

    private Box frame(double aspect, double edge, double x, double y) {
      double width = edge * Math.sqrt(aspect);
      double height = edge / Math.sqrt(aspect);
      double shrink = Math.min(1, LONGEST * edge / Math.max(width, height));
      return Box.centred(
          x,
          y,
          Math.max(width * shrink, NARROWEST * edge) + 2 * border,
          Math.max(height * shrink, NARROWEST * edge) + 2 * border);
    }

    Optional<List<Box>> apart() {
      return Spread.apart(wanted, bounds, 5 * unit);
    }

    List<Box> within() {
      return Spread.within(wanted, bounds);
    }

    MarkLayout layout(List<Box> frames) {
      List<Mark> marks = new ArrayList<>();
      for (int i = 0, photo = 0; i < items.size(); i++) {
        Item item = items.get(i);
        boolean dot = item.aspect().isEmpty();
        Box frame =
            dot ? Box.centred(trueX[i], trueY[i], DOT * unit, DOT * unit) : frames.get(photo++);
        Optional<Box> picture =
            dot
                ? Optional.empty()
                : Optional.of(frame.inset(border).fit(item.aspect().getAsDouble()));
        marks.add(new Mark(i, item.cluster(), frame, picture, trueX[i], trueY[i], item.runnerUp()));
      }
      return new MarkLayout(marks, area);
    }
  }
}
