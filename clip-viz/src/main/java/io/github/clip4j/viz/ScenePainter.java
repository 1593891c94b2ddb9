package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Badge;
import io.github.clip4j.viz.Scene.Glow;
import io.github.clip4j.viz.Scene.Line;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Name;
import io.github.clip4j.viz.Scene.Region;
import io.github.clip4j.viz.Scene.Swatch;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Draws a scene: what is painted over what, in which colours and strokes, whatever the format. */
final class ScenePainter {
  private final Scene scene;
  private final Theme theme;
  private final Canvas canvas;
  private final double unit;

  private ScenePainter(Scene scene, Theme theme, Canvas canvas) {
    this.scene = scene;
    this.theme = theme;
    this.canvas = canvas;
    unit = scene.unit();
  }

  /** Draws all of it. */
  static void paint(Scene scene, Theme theme, Canvas canvas) {
    new ScenePainter(scene, theme, canvas).paint();
  }

  private void paint() {
    Box paper = new Box(0, 0, scene.width(), scene.height());
    canvas.fill(rectangle(paper), theme.background(), Canvas.SOLID);
    scene.grid().forEach(this::paint);
    canvas.clipped(scene.axes(), () -> scene.regions().forEach(this::paint));
    if (!scene.grid().isEmpty()) {
      solid(rectangle(scene.axes()), theme.frame(), unit);
    }
    scene.marks().stream().filter(Mark::leads).forEach(this::paintLeader);
    scene.marks().stream().filter(Mark::leads).forEach(this::paintPoint);
    for (Mark mark : scene.marks()) {
      canvas.group(mark.item(), () -> paint(mark));
    }
    scene.names().forEach(this::paint);
    scene.swatches().forEach(this::paint);
    scene.notes().forEach(this::paint);
    scene
        .texts()
        .forEach(text -> canvas.text(text, text.role().soft() ? theme.softText() : theme.text()));
  }

  private void paint(Line line) {
    solid(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()), theme.grid(), unit);
  }

  private void paint(Region region) {
    int colour = colour(region.cluster());
    if (region instanceof Glow glow) {
      canvas.glow(glow.circle(), colour, theme.glow());
    } else {
      canvas.fill(region.outline(), colour, theme.tint());
      canvas.stroke(region.outline(), colour, theme.edge(), 1.5 * unit);
    }
  }

  private void paintLeader(Mark mark) {
    solid(
        new Line2D.Double(mark.leaderX(), mark.leaderY(), mark.trueX(), mark.trueY()),
        theme.softText(),
        unit);
  }

  private void paintPoint(Mark mark) {
    disc(mark.trueX(), mark.trueY(), 4.4 * unit, theme.background());
    disc(mark.trueX(), mark.trueY(), 3.2 * unit, colour(mark.cluster()));
  }

  private void paint(Mark mark) {
    if (mark.picture().isEmpty()) {
      Shape dot = circle(mark.trueX(), mark.trueY(), mark.frame().width() / 2);
      canvas.fill(dot, colour(mark.cluster()), Canvas.SOLID);
      solid(dot, theme.background(), unit);
    } else {
      solid(rounded(mark.frame().inset(-unit / 2)), theme.frame(), unit);
      canvas.fill(rounded(mark.frame()), colour(mark.cluster()), Canvas.SOLID);
      canvas.fill(rectangle(mark.inside()), theme.background(), Canvas.SOLID);
      canvas.photo(mark.item(), mark.picture().get());
    }
    mark.caption().ifPresent(caption -> canvas.text(caption, theme.text()));
    mark.badge().ifPresent(this::paint);
  }

  private void paint(Badge badge) {
    Box circle = badge.circle();
    double radius = circle.width() / 2;
    int colour = badge.cluster().isPresent() ? colour(badge.cluster().getAsInt()) : theme.text();
    disc(circle.centreX(), circle.centreY(), radius + 1.5 * unit, theme.background());
    disc(circle.centreX(), circle.centreY(), radius, colour);
    badge.number().ifPresent(number -> canvas.text(number, Palette.textOn(colour)));
  }

  private void paint(Name name) {
    int colour = colour(name.cluster());
    Box halo = name.card().inset(-1.5 * unit);
    canvas.fill(rounded(halo, halo.height()), theme.background(), Canvas.SOLID);
    canvas.fill(rounded(name.card(), name.card().height()), colour, Canvas.SOLID);
    canvas.text(name.text(), Palette.textOn(colour));
  }

  private void paint(Swatch swatch) {
    Box box = swatch.box();
    if (swatch.cluster().isPresent()) {
      canvas.fill(rounded(box), colour(swatch.cluster().getAsInt()), Canvas.SOLID);
      solid(rounded(box), theme.frame(), unit);
    } else {
      solid(rounded(box), theme.frame(), unit);
      double radius = box.width() / 4;
      disc(box.right() - radius, box.y() + radius, radius + unit, theme.background());
      disc(box.right() - radius, box.y() + radius, radius, theme.softText());
    }
  }

  private int colour(int cluster) {
    return scene.colours().get(cluster);
  }

  private void solid(Shape shape, int colour, double width) {
    canvas.stroke(shape, colour, Canvas.SOLID, width);
  }

  private void disc(double x, double y, double radius, int colour) {
    canvas.fill(circle(x, y, radius), colour, Canvas.SOLID);
  }

  private static Shape circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private static Shape rectangle(Box box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
  }

  private Shape rounded(Box box) {
    return rounded(box, 6 * unit);
  }

  /** With corners of this diameter. */
  private static Shape rounded(Box box, double arc) {
    return new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), arc, arc);
  }
}
