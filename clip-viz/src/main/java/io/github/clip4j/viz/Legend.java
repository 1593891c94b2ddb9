package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Swatch;
import io.github.clip4j.viz.Scene.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The clusters' names and sizes beside their colours, in rows from left to right.
 *
 * @param bottom the y of the lowest row's end
 */
record Legend(List<Text> texts, List<Swatch> swatches, double bottom) {
  private static final double ROW = 34;
  private static final double SWATCH = 18;

  /**
   * Lays it out from the top left of a box.
   *
   * @param box as wide as the rows may be, and as high as the legend may become; names are
   *     shortened to stay in it
   */
  static Legend lay(PlotData data, Typesetter typesetter, double unit, Box box) {
    double most = box.width();
    Legend legend = new Rows(typesetter, unit, box, most).lay(data);
    while (legend.bottom() > box.bottom() && most > box.width() / 16) {
      most /= 2;
      legend = new Rows(typesetter, unit, box, most).lay(data);
    }
    return legend;
  }

  /** Sets one entry after the other. */
  private static final class Rows {
    private final Typesetter typesetter;
    private final double unit;
    private final Box box;
    private final double most;
    private final List<Text> texts = new ArrayList<>();
    private final List<Swatch> swatches = new ArrayList<>();
    private double x;
    private double y;

    Rows(Typesetter typesetter, double unit, Box box, double most) {
      this.typesetter = typesetter;
      this.unit = unit;
      this.box = box;
      this.most = most;
      x = box.x();
      y = box.y();
    }

    Legend lay(PlotData data) {
      for (int i = 0; i < data.groups().size(); i++) {
        Group group = data.groups().get(i);
        entry(group.name(), Integer.toString(group.size()), OptionalInt.of(i));
      }
      long borderline = data.items().stream().filter(i -> i.borderline().isPresent()).count();
      if (borderline > 0) {
        entry(
            "borderline, in the other cluster's colour",
            Long.toString(borderline),
            OptionalInt.empty());
      }
      return new Legend(texts, swatches, y + ROW * unit);
    }

    private void entry(String name, String count, OptionalInt cluster) {
      double sample = (SWATCH + 9) * unit;
      double between = 8 * unit;
      double countWidth = typesetter.width(count, Role.COUNT);
      String fitted = typesetter.fit(name, Role.LEGEND, most - sample - between - countWidth);
      double nameWidth = typesetter.width(fitted, Role.LEGEND);
      double width = sample + nameWidth + between + countWidth;
      if (x > box.x() && x + width > box.right()) {
        x = box.x();
        y += ROW * unit;
      }
      double baseline = y + 23 * unit;
      swatches.add(new Swatch(new Box(x, y + 8 * unit, SWATCH * unit, SWATCH * unit), cluster));
      if (!fitted.isEmpty()) {
        texts.add(
            new Text(fitted, Role.LEGEND, Anchor.START, x + sample, baseline, nameWidth, false));
      }
      double countX = x + sample + nameWidth + between;
      texts.add(new Text(count, Role.COUNT, Anchor.START, countX, baseline, countWidth, false));
      x += width + 30 * unit;
    }
  }
}
