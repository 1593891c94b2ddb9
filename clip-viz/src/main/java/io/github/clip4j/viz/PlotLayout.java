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

  private static final String GRID =
      "In a grid: photos keep their neighbours, not their distances.";

  private static final String MOVED = "Photos made room for each other.";
  private static final String LED =
      "Photos made room for each other; lines lead to true points in sight.";

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
    typesetter = Typesetter.of(look.fonts(), unit);
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
    Notes notes = Notes.lay(data, typesetter, unit, margin, footnote - 26 * unit, inner);
    texts.addAll(notes.texts());
    Axes axes = axes(margin, legend.bottom() + 14 * unit, footnote - 32 * unit - notes.height());
    MarkLayout marks =
        MarkLayout.lay(
            new MarkLayout.Frame(
                data, notes.numbers(), axes.box, unit, axes.xTicks, axes.yTicks, typesetter),
            look.layout());
    if (look.layout() != PhotoLayout.GRID) {
      horizontalAxis(axes.xTicks, axes.box, marks.area());
      verticalAxis(axes.yTicks, axes.box, marks.area());
    }
    axisLabels(axes.box, margin);
    footnotes(marks, margin, footnote, inner);
    return new Scene(
        look.width(),
        look.height(),
        unit,
        axes.box,
        grid,
        Regions.behind(marks, data.groups().size(), look.hulls(), unit),
        texts,
        legend.swatches(),
        notes.badges(),
        marks.marks(),
        marks.names(),
        look.palette().colours(Math.max(1, data.groups().size()), look.theme()));
  }

  private record Axes(Box box, Ticks xTicks, Ticks yTicks) {}

  /** What is left between the margins, a top and a bottom for the axes, once labels have room. */
  private Axes axes(double margin, double top, double bottom) {
    Ticks xTicks = Ticks.of(data.items().stream().mapToDouble(Item::x).toArray());
    Ticks yTicks = Ticks.of(data.items().stream().mapToDouble(Item::y).toArray());
    boolean ticks = look.layout() != PhotoLayout.GRID;
    double left =
        margin
            + (ticks ? 12 * unit + widestLabel(yTicks) : 0)
            + (data.yLabel().isEmpty() ? 0 : 32 * unit);
    double end =
        bottom - (ticks ? 30 * unit : 8 * unit) - (data.xLabel().isEmpty() ? 0 : 32 * unit);
    return new Axes(new Box(left, top, look.width() - margin - left, end - top), xTicks, yTicks);
  }

  private void footnotes(MarkLayout marks, double margin, double baseline, double width) {
    String how =
        look.layout() == PhotoLayout.GRID
            ? GRID
            : marks.marks().stream().anyMatch(Mark::leads)
                ? LED
                : marks.marks().stream().anyMatch(Mark::moved) ? MOVED : "";
    double used = typesetter.width(how, Role.FOOTNOTE);
    add(how, Role.FOOTNOTE, Anchor.END, margin + width, baseline, width);
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
        axes.bottom() + (look.layout() == PhotoLayout.GRID ? 28 * unit : 54 * unit),
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
