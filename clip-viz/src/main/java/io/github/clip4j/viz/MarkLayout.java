package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The photos, dots and names in their places.
 *
 * @param area where the data's extremes lie: a photo there still lies within the axes
 * @param cells one a mark, then one a name; empty where they do not lie in a grid
 */
record MarkLayout(List<Mark> marks, List<Name> names, Box area, List<Box> cells) {
  /** The share of the axes that photos may cover: more is a wall of photos, less a starry sky. */
  private static final double COVERED = 0.3;

  /** From photos to the axes' frame: what lies behind a cluster ends before it. */
  private static final double MARGIN = 14;

  /** How far a point must lie from all photos for its dot to have room. */
  private static final double SIGHT = 6;

  private static final double LARGEST = 170;
  private static final double SMALLEST = 20;
  private static final double SHRINK = 0.93;

  /** Up to here photos shrink as much as it takes to part them; above, not below the smallest. */
  private static final int ALWAYS_APART = 60;

  /** The widest name, as a share of the axes' width. */
  private static final double WIDEST_NAME = 0.22;

  /**
   * Where everything lies that does not depend on the photos' size.
   *
   * @param numbers of the notes on the items, in their order; empty texts where there are none
   */
  record Frame(
      PlotData data,
      List<String> numbers,
      Box axes,
      double unit,
      Ticks xTicks,
      Ticks yTicks,
      Typesetter typesetter) {}

  static MarkLayout lay(Frame frame, PhotoLayout layout) {
    long photos = frame.data.items().stream().filter(i -> i.aspect().isPresent()).count();
    double edge =
        Math.min(
            LARGEST * frame.unit, Math.sqrt(COVERED * frame.axes.area() / Math.max(1, photos)));
    return switch (layout) {
      case GRID -> new Attempt(frame, LARGEST * frame.unit).grid();
      case EXACT -> new Attempt(frame, edge).within();
      case SPREAD -> spread(frame, edge, photos).withLeaders(SIGHT * frame.unit);
    };
  }

  /**
   * Lines lead to points in free sight: one that ends below a photo would seem to be that one's.
   */
  private MarkLayout withLeaders(double sight) {
    List<Box> covers =
        Stream.concat(
                marks.stream().filter(mark -> mark.picture().isPresent()).map(Mark::frame),
                names.stream().map(Name::card))
            .map(box -> box.inset(-sight))
            .toList();
    List<Mark> led =
        marks.stream()
            .map(
                mark ->
                    mark.withLeader(
                        covers.stream().noneMatch(c -> c.contains(mark.trueX(), mark.trueY()))))
            .toList();
    return new MarkLayout(led, names, area, cells);
  }

  private static MarkLayout spread(Frame frame, double largest, long photos) {
    double edge = largest;
    while (true) {
      Attempt attempt = new Attempt(frame, edge);
      Optional<MarkLayout> parted = attempt.apart();
      if (parted.isPresent()) {
        return parted.get();
      }
      if (photos > ALWAYS_APART && edge * SHRINK < SMALLEST * frame.unit) {
        return attempt.within();
      }
      edge *= SHRINK;
    }
  }

  /** The photos at one size. */
  private static final class Attempt {
    private final Frame frame;
    private final List<Item> items;
    private final Framing framing;
    private final NameCards cards;
    private final Box bounds;
    private final Box area;
    private final double[] trueX;
    private final double[] trueY;
    private final List<Box> wanted = new ArrayList<>();
    private final List<Name> names;

    Attempt(Frame frame, double edge) {
      this.frame = frame;
      items = frame.data.items();
      framing = Framing.of(frame.data, frame.typesetter, frame.unit, edge);
      cards =
          new NameCards(frame.data, frame.typesetter, frame.unit, WIDEST_NAME * frame.axes.width());
      bounds = frame.axes.inset(MARGIN * frame.unit);
      boolean dots = items.stream().allMatch(item -> item.aspect().isEmpty());
      double room = dots ? Framing.DOT * frame.unit : edge / 2 + framing.border();
      area = bounds.inset(Math.min(room, Math.min(bounds.width(), bounds.height()) / 3));
      trueX =
          items.stream()
              .mapToDouble(i -> frame.xTicks.place(i.x(), area.x(), area.right()))
              .toArray();
      trueY =
          items.stream()
              .mapToDouble(i -> frame.yTicks.place(i.y(), area.bottom(), area.y()))
              .toArray();
      for (int i = 0; i < items.size(); i++) {
        wanted.add(framing.frame(items.get(i), trueX[i], trueY[i]));
      }
      names = cards.around(wanted);
    }

    /** Dots stay; photos and names make room for each other, names least. */
    Optional<MarkLayout> apart() {
      return Spread.apart(photosWanted(), cardsWanted(), bounds, 5 * frame.unit).map(this::layout);
    }

    MarkLayout within() {
      List<Box> parted =
          Spread.apart(List.of(), cardsWanted(), bounds, 5 * frame.unit).orElse(cardsWanted());
      return layout(
          Stream.concat(Spread.within(photosWanted(), bounds).stream(), parted.stream()).toList());
    }

    private List<Box> photosWanted() {
      return IntStream.range(0, items.size())
          .filter(i -> items.get(i).aspect().isPresent())
          .mapToObj(wanted::get)
          .toList();
    }

    private List<Box> cardsWanted() {
      return names.stream().map(Name::card).toList();
    }

    private MarkLayout layout(List<Box> boxes) {
      List<Mark> marks = new ArrayList<>();
      int next = 0;
      for (int i = 0; i < items.size(); i++) {
        Box box = items.get(i).aspect().isPresent() ? boxes.get(next++) : wanted.get(i);
        marks.add(framing.mark(i, items.get(i), box, trueX[i], trueY[i], frame.numbers.get(i)));
      }
      List<Name> placed = new ArrayList<>();
      for (Name name : names) {
        placed.add(cards.at(boxes.get(next++), name));
      }
      return new MarkLayout(marks, placed, area, List.of());
    }

    MarkLayout grid() {
      List<Box> all = Stream.concat(wanted.stream(), cardsWanted().stream()).toList();
      List<Box> cells = CellGrid.assign(all, area, bounds);
      double most = 1.6 * framing.edge();
      List<Mark> marks = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        Box cell = cells.get(i);
        double width = Math.min(cell.width(), most);
        double height = Math.min(cell.height(), most);
        Box room = Box.centred(cell.centreX(), cell.centreY(), width, height);
        Box box = framing.fit(items.get(i), room.inset(3 * frame.unit));
        marks.add(framing.mark(i, items.get(i), box, trueX[i], trueY[i], frame.numbers.get(i)));
      }
      List<Name> placed = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        placed.add(cards.in(cells.get(items.size() + i), names.get(i)));
      }
      return new MarkLayout(marks, placed, area, cells);
    }
  }
}
