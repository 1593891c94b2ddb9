package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Line;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Finds a place for everything in a plot. */
final class PlotLayout {
  /** The size at which a thin line is one unit thick. */
  private static final double STANDARD_DIAGONAL = Math.hypot(1600, 1000);

  private static final String MOVED = "Where photos made room, a line leads to the true point.";

  private final PlotData data;
  private final Look look;
  private final double unit;
  private final Typesetter typesetter;
  private final List<Text> texts = new ArrayList<>();
  private final List<Line> grid = new ArrayList<>();

  private PlotLayout(PlotData data, Look look) {
    this.data = data;
    this.look = look;
    unit = Math.hypot(look.width(), look.height()) / STANDARD_DIAGONAL;
    typesetter = Typesetter.of(unit);
  }

  /**
   * Lays the data out.
   *
   * @throws io.github.clip4j.error.ClipException if the Java runtime has no fonts
   */
  static Scene lay(PlotData data, Look look) {
    return new PlotLayout(data, look).scene();
  }

  private Scene scene() {
    double margin = 36 * unit;
    double inner = look.width() - 2 * margin;
    double y = margin + 24 * unit;
    add(data.title(), Role.TITLE, Anchor.START, margin, y, inner);
    Legend legend =
        Legend.lay(
            data, typesetter, unit, new Box(margin, y + 18 * unit, inner, look.height() * 0.3));
    texts.addAll(legend.texts());

    double footnote = look.height() - 22 * unit;
    Ticks xTicks = Ticks.of(data.items().stream().mapToDouble(Item::x).toArray());
    Ticks yTicks = Ticks.of(data.items().stream().mapToDouble(Item::y).toArray());
    double left =
        margin + 12 * unit + widestLabel(yTicks) + (data.yLabel().isEmpty() ? 0 : 32 * unit);
    double top = legend.bottom() + 18 * unit;
    double bottom = footnote - 30 * unit - 34 * unit - (data.xLabel().isEmpty() ? 0 : 32 * unit);
    Box axes = new Box(left, top, look.width() - margin - left, bottom - top);

    MarkLayout marks = MarkLayout.lay(data.items(), axes, unit, xTicks, yTicks);
    horizontalAxis(xTicks, axes, marks.area());
    verticalAxis(yTicks, axes, marks.area());
    axisLabels(axes, margin);
    footnotes(marks, margin, footnote, inner);
    return new Scene(
        look.width(),
        look.height(),
        unit,
        axes,
        grid,
        texts,
        legend.swatches(),
        marks.marks(),
        look.palette().colours(Math.max(1, data.groups().size())));
  }

  private void footnotes(MarkLayout marks, double margin, double baseline, double width) {
    double used = 0;
    if (marks.marks().stream().anyMatch(Mark::moved)) {
      used = typesetter.width(MOVED, Role.FOOTNOTE);
      add(MOVED, Role.FOOTNOTE, Anchor.END, margin + width, baseline, width);
    }
    add(data.footnote(), Role.FOOTNOTE, Anchor.START, margin, baseline, width - used - 30 * unit);
  }

  private double widestLabel(Ticks ticks) {
    return ticks.round(1).stream()
        .mapToDouble(value -> typesetter.width(Ticks.label(value), Role.TICK))
        .max()
        .orElse(0);
  }

  private void horizontalAxis(Ticks ticks, Box axes, Box area) {
    for (BigDecimal value : ticks.round(1)) {
      double x = ticks.place(value.doubleValue(), area.x(), area.right());
      if (x >= axes.x() && x <= axes.right()) {
        grid.add(new Line(x, axes.y(), x, axes.bottom()));
        add(
            Ticks.label(value),
            Role.TICK,
            Anchor.MIDDLE,
            x,
            axes.bottom() + 24 * unit,
            axes.width());
      }
    }
  }

  private void verticalAxis(Ticks ticks, Box axes, Box area) {
    for (BigDecimal value : ticks.round(1)) {
      double y = ticks.place(value.doubleValue(), area.bottom(), area.y());
      if (y >= axes.y() && y <= axes.bottom()) {
        grid.add(new Line(axes.x(), y, axes.right(), y));
        add(
            Ticks.label(value),
            Role.TICK,
            Anchor.END,
            axes.x() - 10 * unit,
            y + 5 * unit,
            axes.width());
      }
    }
  }

  private void axisLabels(Box axes, double margin) {
    add(
        data.xLabel(),
        Role.AXIS,
        Anchor.MIDDLE,
        axes.centreX(),
        axes.bottom() + 56 * unit,
        axes.width());
    if (!data.yLabel().isEmpty()) {
      String label = typesetter.fit(data.yLabel(), Role.AXIS, axes.height());
      double width = typesetter.width(label, Role.AXIS);
      texts.add(
          new Text(
              label, Role.AXIS, Anchor.MIDDLE, margin + 14 * unit, axes.centreY(), width, true));
    }
  }

  private void add(String text, Role role, Anchor anchor, double x, double baseline, double most) {
    String fitted = typesetter.fit(text, role, most);
    if (!fitted.isEmpty()) {
      double width = typesetter.width(fitted, role);
      texts.add(new Text(fitted, role, anchor, x, baseline, width, false));
    }
  }
}
