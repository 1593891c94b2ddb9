package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Borderline;
import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Badge;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.util.Optional;

/**
 * Puts photos into frames: border, caption and badge.
 *
 * @param edge of a square photo
 * @param strip the height of the captions; 0 without
 */
record Framing(Typesetter typesetter, double unit, double edge, double strip) {
  /** The edge of the frame of an image without a photo. */
  static final double DOT = 12;

  /** A photo longer than this, in edges of a square of the same area, is drawn smaller. */
  private static final double LONGEST = 1.7;

  /** The narrowest frame in the same measure; a narrower photo has paper at its sides. */
  private static final double NARROWEST = 0.3;

  private static final double CAPTION = 18;
  private static final double SMALLEST_BADGE = 14;
  private static final double LARGEST_BADGE = 24;

  static Framing of(PlotData data, Typesetter typesetter, double unit, double edge) {
    boolean captions = data.items().stream().anyMatch(item -> !item.caption().isEmpty());
    return new Framing(typesetter, unit, edge, captions ? CAPTION * unit : 0);
  }

  double border() {
    return Math.max(1.6 * unit, Math.min(4 * unit, edge * 0.034));
  }

  /** The frame around a place: photos of every shape are about equal in area. */
  Box frame(Item item, double x, double y) {
    if (item.aspect().isEmpty()) {
      return Box.centred(x, y, DOT * unit, DOT * unit);
    }
    double aspect = item.aspect().getAsDouble();
    double width = edge * Math.sqrt(aspect);
    double height = edge / Math.sqrt(aspect);
    double shrink = Math.min(1, LONGEST * edge / Math.max(width, height));
    return Box.centred(
        x,
        y,
        Math.max(width * shrink, NARROWEST * edge) + 2 * border(),
        Math.max(height * shrink, NARROWEST * edge) + 2 * border() + strip);
  }

  /** The largest frame of an item within a cell. */
  Box fit(Item item, Box cell) {
    if (item.aspect().isEmpty()) {
      return Box.centred(cell.centreX(), cell.centreY(), DOT * unit, DOT * unit);
    }
    double aspect = Math.max(NARROWEST, Math.min(1 / NARROWEST, item.aspect().getAsDouble()));
    double around = 2 * border();
    double width = Math.min(cell.width() - around, (cell.height() - around - strip) * aspect);
    return Box.centred(
        cell.centreX(), cell.centreY(), width + around, width / aspect + around + strip);
  }

  /** A photo in its frame, or a dot. */
  Mark mark(int index, Item item, Box frame, double trueX, double trueY, String number) {
    if (item.aspect().isEmpty()) {
      Optional<Badge> badge = item.borderline().map(why -> dotBadge(why, frame));
      return new Mark(
          index,
          item.cluster(),
          frame,
          Optional.empty(),
          trueX,
          trueY,
          false,
          badge,
          Optional.empty());
    }
    Box inside = frame.inset(border());
    Box room = new Box(inside.x(), inside.y(), inside.width(), inside.height() - strip);
    return new Mark(
        index,
        item.cluster(),
        frame,
        Optional.of(room.fit(item.aspect().getAsDouble())),
        trueX,
        trueY,
        false,
        item.borderline().map(why -> photoBadge(why, room, number)),
        caption(item.caption(), inside));
  }

  private Optional<Text> caption(String caption, Box inside) {
    double room = inside.width() - 4 * unit;
    String value = strip > 0 ? typesetter.fit(caption, Role.CAPTION, room) : "";
    if (value.isEmpty()) {
      return Optional.empty();
    }
    double width = typesetter.width(value, Role.CAPTION);
    double baseline = inside.bottom() - 5 * unit;
    return Optional.of(
        new Text(value, Role.CAPTION, Anchor.MIDDLE, inside.centreX(), baseline, width, false));
  }

  private static Badge dotBadge(Borderline why, Box dot) {
    return new Badge(why.cluster(), dot.inset(0.3 * dot.width()), Optional.empty());
  }

  /** In the upper right corner of the photo. */
  private Badge photoBadge(Borderline why, Box room, String number) {
    double shorter = Math.min(room.width(), room.height());
    double size = Math.max(SMALLEST_BADGE * unit, Math.min(LARGEST_BADGE * unit, 0.26 * shorter));
    double margin = 3 * unit;
    Box circle = new Box(room.right() - size - margin, room.y() + margin, size, size);
    return badge(why, circle, number, typesetter);
  }

  /** A badge with its number in the middle. */
  static Badge badge(Borderline why, Box circle, String number, Typesetter typesetter) {
    if (number.isEmpty()) {
      return new Badge(why.cluster(), circle, Optional.empty());
    }
    double width = typesetter.width(number, Role.BADGE);
    double baseline = typesetter.middle(circle.centreY(), Role.BADGE);
    Text text =
        new Text(number, Role.BADGE, Anchor.MIDDLE, circle.centreX(), baseline, width, false);
    return new Badge(why.cluster(), circle, Optional.of(text));
  }
}
