package io.github.clip4j.viz;

import io.github.clip4j.image.Interpolation;
import io.github.clip4j.image.RgbImage;
import io.github.clip4j.viz.Scene.Line;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Swatch;
import io.github.clip4j.viz.Scene.Text;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Draws a scene in pixels. */
final class Java2dRenderer {
  private static final float LEADER_OVER_PHOTOS = 0.4f;

  private final Scene scene;
  private final Photos photos;
  private final Theme theme;
  private final double scale;
  private final double unit;
  private final Typesetter typesetter;
  private final Graphics2D graphics;

  private Java2dRenderer(
      Scene scene, Photos photos, Theme theme, double scale, Graphics2D graphics) {
    this.scene = scene;
    this.photos = photos;
    this.theme = theme;
    this.scale = scale;
    this.graphics = graphics;
    unit = scene.unit();
    typesetter = Typesetter.of(unit);
  }

  /** A new opaque image of the scene's size times the scale. */
  static BufferedImage render(Scene scene, Photos photos, Theme theme, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(scene.width() * scale),
            (int) Math.round(scene.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      new Java2dRenderer(scene, photos, theme, scale, graphics).draw();
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void draw() {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(scale, scale);
    fill(new Rectangle2D.Double(0, 0, scene.width(), scene.height()), theme.background());
    scene.grid().forEach(this::draw);
    stroke(rectangle(scene.axes()), theme.frame(), unit);
    List<Mark> moved = scene.marks().stream().filter(Mark::moved).toList();
    stroke(leaders(moved), theme.softText(), unit);
    scene.photos().forEach(this::drawPhoto);
    graphics.setComposite(AlphaComposite.SrcOver.derive(LEADER_OVER_PHOTOS));
    stroke(leaders(moved), theme.softText(), unit);
    graphics.setComposite(AlphaComposite.SrcOver);
    moved.forEach(this::drawPoint);
    scene.marks().stream().filter(mark -> mark.picture().isEmpty()).forEach(this::drawDot);
    scene.swatches().forEach(this::draw);
    scene.texts().forEach(this::draw);
  }

  private void draw(Line line) {
    stroke(new Line2D.Double(line.x1(), line.y1(), line.x2(), line.y2()), theme.grid(), unit);
  }

  private void drawPhoto(Mark mark) {
    Box frame = mark.frame();
    Box picture = mark.picture().orElseThrow();
    stroke(rounded(frame.inset(-unit / 2)), theme.frame(), unit);
    fill(rounded(frame), scene.colours().get(mark.cluster()));
    fill(rectangle(mark.inside()), theme.background());
    RgbImage image = photos.images().get(mark.item()).orElseThrow();
    drawPixels(image, picture);
    mark.runnerUp().ifPresent(cluster -> drawCorner(mark.inside(), cluster));
  }

  /** Pixel by pixel, so that the picture is as sharp as its filter made it. */
  private void drawPixels(RgbImage image, Box picture) {
    int left = (int) Math.round(picture.x() * scale);
    int top = (int) Math.round(picture.y() * scale);
    int width = Math.max(1, (int) Math.round(picture.right() * scale) - left);
    int height = Math.max(1, (int) Math.round(picture.bottom() * scale) - top);
    AffineTransform units = graphics.getTransform();
    graphics.setTransform(new AffineTransform());
    graphics.drawImage(
        image.resize(width, height, Interpolation.LANCZOS).toBufferedImage(), left, top, null);
    graphics.setTransform(units);
  }

  private void drawCorner(Box box, int cluster) {
    double edge = Mark.CORNER * Math.min(box.width(), box.height());
    Path2D corner = new Path2D.Double();
    corner.moveTo(box.right() - edge, box.y());
    corner.lineTo(box.right(), box.y());
    corner.lineTo(box.right(), box.y() + edge);
    corner.closePath();
    fill(corner, scene.colours().get(cluster));
    stroke(
        new Line2D.Double(box.right() - edge, box.y(), box.right(), box.y() + edge),
        theme.background(),
        1.5 * unit);
  }

  /** All in one shape, so that those that meet over a photo do not add up. */
  private static Path2D leaders(List<Mark> moved) {
    Path2D path = new Path2D.Double();
    for (Mark mark : moved) {
      path.moveTo(mark.leaderX(), mark.leaderY());
      path.lineTo(mark.trueX(), mark.trueY());
    }
    return path;
  }

  private void drawPoint(Mark mark) {
    fill(circle(mark.trueX(), mark.trueY(), 4.4 * unit), theme.background());
    fill(circle(mark.trueX(), mark.trueY(), 3.2 * unit), scene.colours().get(mark.cluster()));
  }

  private void drawDot(Mark mark) {
    Shape dot = circle(mark.trueX(), mark.trueY(), mark.frame().width() / 2);
    fill(dot, scene.colours().get(mark.cluster()));
    stroke(dot, theme.background(), unit);
    mark.runnerUp()
        .ifPresent(
            cluster ->
                fill(
                    circle(mark.trueX(), mark.trueY(), mark.frame().width() / 5),
                    scene.colours().get(cluster)));
  }

  private void draw(Swatch swatch) {
    if (swatch.cluster().isPresent()) {
      fill(rounded(swatch.box()), scene.colours().get(swatch.cluster().getAsInt()));
      stroke(rounded(swatch.box()), theme.frame(), unit);
    } else {
      stroke(rounded(swatch.box()), theme.frame(), unit);
      Path2D corner = new Path2D.Double();
      Box box = swatch.box();
      corner.moveTo(box.centreX(), box.y());
      corner.lineTo(box.right(), box.y());
      corner.lineTo(box.right(), box.centreY());
      corner.closePath();
      fill(corner, theme.softText());
    }
  }

  private void draw(Text text) {
    AffineTransform units = graphics.getTransform();
    graphics.setColor(new Color(text.role().soft() ? theme.softText() : theme.text()));
    double shift =
        switch (text.anchor()) {
          case START -> 0;
          case MIDDLE -> text.width() / 2;
          case END -> text.width();
        };
    if (text.upright()) {
      graphics.translate(text.x(), text.baseline());
      graphics.rotate(-Math.PI / 2);
    } else {
      graphics.translate(text.x(), text.baseline());
    }
    typesetter.layout(text.value(), text.role()).draw(graphics, (float) -shift, 0);
    graphics.setTransform(units);
  }

  private void fill(Shape shape, int colour) {
    graphics.setColor(new Color(colour));
    graphics.fill(shape);
  }

  private void stroke(Shape shape, int colour, double width) {
    graphics.setColor(new Color(colour));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
  }

  private static Rectangle2D rectangle(Box box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
  }

  private RoundRectangle2D rounded(Box box) {
    return new RoundRectangle2D.Double(
        box.x(), box.y(), box.width(), box.height(), 6 * unit, 6 * unit);
  }

  private static Ellipse2D circle(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
