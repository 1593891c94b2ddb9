package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Line;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Swatch;
import io.github.clip4j.viz.Scene.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** A scene as the values of an SVG template; its title and footnote are left to the page. */
final class SceneValues {
  /** The edge of a borderline photo's corner, as a share of the shorter edge. */
  private static final double CORNER = 0.3;

  private final Scene scene;
  private final double unit;
  private final List<String> tips;

  private SceneValues(Scene scene, List<String> tips) {
    this.scene = scene;
    this.unit = scene.unit();
    this.tips = tips;
  }

  /**
   * The values.
   *
   * @param tips one an item, told where the reader points at it
   */
  static Map<String, Object> of(Scene scene, List<String> tips) {
    return new SceneValues(scene, tips).values();
  }

  private Map<String, Object> values() {
    List<Mark> moved = scene.marks().stream().filter(Mark::leads).toList();
    Map<String, Object> values = new HashMap<>();
    values.put("viewBox", viewBox());
    values.put("unit", number(unit));
    values.put("axesX", number(scene.axes().x()));
    values.put("axesY", number(scene.axes().y()));
    values.put("axesWidth", number(scene.axes().width()));
    values.put("axesHeight", number(scene.axes().height()));
    values.put("grid", scene.grid().stream().map(SceneValues::values).toList());
    values.put("leaders", moved.stream().map(this::leader).toList());
    values.put("moved", !moved.isEmpty());
    values.put("marks", scene.marks().stream().map(this::values).toList());
    values.put("swatches", scene.swatches().stream().map(this::values).toList());
    values.put("texts", scene.texts().stream().filter(this::onMap).map(this::values).toList());
    return values;
  }

  private boolean onMap(Text text) {
    return text.role() != Role.TITLE && text.role() != Role.FOOTNOTE && text.role() != Role.NOTE;
  }

  /** From the legend to the axis' label. */
  private String viewBox() {
    double top =
        scene.swatches().stream().mapToDouble(s -> s.box().y()).min().orElse(scene.axes().y());
    double bottom =
        scene.texts().stream()
            .filter(text -> onMap(text) && !text.upright())
            .mapToDouble(Text::baseline)
            .max()
            .orElse(scene.axes().bottom());
    double room = 14 * unit;
    return String.join(
        " ", "0", number(top - room), number(scene.width()), number(bottom - top + 2 * room));
  }

  private static Map<String, Object> values(Line line) {
    return Map.of(
        "x1", number(line.x1()),
        "y1", number(line.y1()),
        "x2", number(line.x2()),
        "y2", number(line.y2()));
  }

  private Map<String, Object> leader(Mark mark) {
    return Map.of(
        "x1", number(mark.leaderX()),
        "y1", number(mark.leaderY()),
        "x2", number(mark.trueX()),
        "y2", number(mark.trueY()),
        "radius", number(3.6 * unit),
        "colour", colour(mark.cluster()));
  }

  private Map<String, Object> values(Mark mark) {
    Map<String, Object> values = new HashMap<>(box("", mark.frame()));
    values.put("number", Integer.toString(mark.item()));
    values.put("tip", tips.get(mark.item()));
    values.put("colour", colour(mark.cluster()));
    values.put("radius", number(3 * unit));
    values.put("trueX", number(mark.trueX()));
    values.put("trueY", number(mark.trueY()));
    values.put("dotRadius", number(mark.frame().width() / 2));
    values.put("picture", mark.picture().isPresent());
    values.put("corner", List.of());
    mark.picture()
        .ifPresent(
            picture -> {
              Box inner = mark.inside();
              values.putAll(box("inner", inner));
              values.putAll(box("picture", picture));
              values.put("corner", corner(inner, mark.runnerUp()));
            });
    return values;
  }

  private List<Map<String, Object>> corner(Box inner, OptionalInt runnerUp) {
    return runnerUp.isEmpty()
        ? List.of()
        : List.of(
            Map.of(
                "path", corner(inner, CORNER * Math.min(inner.width(), inner.height())),
                "colour", colour(runnerUp.getAsInt())));
  }

  private static String corner(Box box, double edge) {
    return "M%s %sH%sV%sZ"
        .formatted(
            number(box.right() - edge),
            number(box.y()),
            number(box.right()),
            number(box.y() + edge));
  }

  private Map<String, Object> values(Swatch swatch) {
    Map<String, Object> values = new HashMap<>(box("", swatch.box()));
    values.put("radius", number(3 * unit));
    boolean sample = swatch.cluster().isEmpty();
    values.put("colour", sample ? "none" : colour(swatch.cluster().getAsInt()));
    values.put("corner", sample ? corner(swatch.box(), swatch.box().width() / 2) : "");
    return values;
  }

  private Map<String, Object> values(Text text) {
    String x = number(text.x());
    String y = number(text.baseline());
    Anchor anchor = text.anchor();
    return Map.of(
        "value",
        text.value(),
        "x",
        x,
        "y",
        y,
        "size",
        number(text.role().size() * unit),
        "anchor",
        anchor.name().toLowerCase(Locale.ROOT),
        "style",
        text.role().soft() ? "soft" : text.role().bold() ? "bold" : "plain",
        "turn",
        text.upright() ? "rotate(-90 " + x + " " + y + ")" : "");
  }

  private static Map<String, Object> box(String prefix, Box box) {
    return Map.of(
        name(prefix, "x"), number(box.x()),
        name(prefix, "y"), number(box.y()),
        name(prefix, "width"), number(box.width()),
        name(prefix, "height"), number(box.height()));
  }

  private static String name(String prefix, String part) {
    return prefix.isEmpty()
        ? part
        : prefix + Character.toUpperCase(part.charAt(0)) + part.substring(1);
  }

  private String colour(int cluster) {
    return String.format(Locale.ROOT, "#%06X", scene.colours().get(cluster));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
