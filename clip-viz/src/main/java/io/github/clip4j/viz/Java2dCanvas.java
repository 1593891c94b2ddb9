package io.github.clip4j.viz;

import io.github.clip4j.image.Interpolation;
import io.github.clip4j.image.RgbImage;
import io.github.clip4j.viz.Scene.Text;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.MultipleGradientPaint.ColorSpaceType;
import java.awt.MultipleGradientPaint.CycleMethod;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Pixels. */
final class Java2dCanvas implements Canvas {
  private final Photos photos;
  private final double scale;
  private final Typesetter typesetter;
  private final Graphics2D graphics;

  private Java2dCanvas(Photos photos, double scale, Typesetter typesetter, Graphics2D graphics) {
    this.photos = photos;
    this.scale = scale;
    this.typesetter = typesetter;
    this.graphics = graphics;
  }

  /** A new opaque image of the scene's size times the scale. */
  static BufferedImage render(
      Scene scene, Photos photos, Theme theme, Typesetter typesetter, double scale) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(scene.width() * scale),
            (int) Math.round(scene.height() * scale),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      setHints(graphics);
      graphics.scale(scale, scale);
      ScenePainter.paint(scene, theme, new Java2dCanvas(photos, scale, typesetter, graphics));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void setHints(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void fill(Shape shape, int colour, double opacity) {
    paint(colour, opacity, () -> graphics.fill(shape));
  }

  @Override
  public void stroke(Shape shape, int colour, double opacity, double width) {
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    paint(colour, opacity, () -> graphics.draw(shape));
  }

  private void paint(int colour, double opacity, Runnable drawing) {
    graphics.setColor(new Color(colour));
    if (opacity < SOLID) {
      graphics.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
      drawing.run();
      graphics.setComposite(AlphaComposite.SrcOver);
    } else {
      drawing.run();
    }
  }

  @Override
  public void glow(AffineTransform circle, int colour, double opacity) {
    float[] fractions = new float[FADING.size()];
    Color[] colours = new Color[fractions.length];
    for (int i = 0; i < fractions.length; i++) {
      fractions[i] = FADING.get(i);
      int alpha = (int) Math.round(255 * opacity * FADED.get(i));
      colours[i] = new Color(alpha << 24 | colour, true);
    }
    Point2D middle = new Point2D.Double();
    graphics.setPaint(
        new RadialGradientPaint(
            middle,
            1,
            middle,
            fractions,
            colours,
            CycleMethod.NO_CYCLE,
            ColorSpaceType.SRGB,
            circle));
    graphics.fill(circle.createTransformedShape(new Ellipse2D.Double(-1, -1, 2, 2)));
  }

  @Override
  public void text(Text text, int colour) {
    AffineTransform units = graphics.getTransform();
    graphics.setColor(new Color(colour));
    graphics.translate(text.x(), text.baseline());
    if (text.upright()) {
      graphics.rotate(-Math.PI / 2);
    }
    typesetter.layout(text.value(), text.role()).draw(graphics, (float) -text.shift(), 0);
    graphics.setTransform(units);
  }

  /** Pixel by pixel, so that the photo is as sharp as its filter made it. */
  @Override
  public void photo(int item, Box box) {
    RgbImage image = photos.images().get(item).orElseThrow();
    int left = (int) Math.round(box.x() * scale);
    int top = (int) Math.round(box.y() * scale);
    int width = Math.max(1, (int) Math.round(box.right() * scale) - left);
    int height = Math.max(1, (int) Math.round(box.bottom() * scale) - top);
    AffineTransform units = graphics.getTransform();
    graphics.setTransform(new AffineTransform());
    graphics.drawImage(
        image.resize(width, height, Interpolation.LANCZOS).toBufferedImage(), left, top, null);
    graphics.setTransform(units);
  }

  @Override
  public void clipped(Box box, Runnable drawing) {
    Shape clip = graphics.getClip();
    graphics.clip(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    drawing.run();
    graphics.setClip(clip);
  }

  @Override
  public void group(int item, Runnable drawing) {
    drawing.run();
  }
}
