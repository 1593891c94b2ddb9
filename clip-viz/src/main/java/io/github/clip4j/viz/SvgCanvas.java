package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Text;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An SVG 1.1 document that loads nothing: photos are data URIs, texts are texts.
 *
 * <p>Each text has the length that was measured, so that it keeps its place with another font.
 */
final class SvgCanvas implements Canvas {
  /** Pixels of a photo a unit, for screens with fine pixels. */
  private static final double SHARPNESS = 2;

  private static final float QUALITY = 0.9f;

  /** By the number of {@link PathIterator}'s segment types. */
  private static final String COMMANDS = "MLQCZ";

  private static final int[] NUMBERS = {2, 2, 4, 6, 0};

  private final Photos photos;
  private final List<String> words;
  private final double unit;
  private final StringBuilder body = new StringBuilder();
  private final StringBuilder definitions = new StringBuilder();
  private int identifiers;

  private SvgCanvas(Photos photos, List<String> words, double unit) {
    this.photos = photos;
    this.words = words;
    this.unit = unit;
  }

  /**
   * The document.
   *
   * @param title in words
   * @param words one text an item, shown where the reader points at it
   */
  static String render(Scene scene, Photos photos, Theme theme, String title, List<String> words) {
    SvgCanvas canvas = new SvgCanvas(photos, words, scene.unit());
    ScenePainter.paint(scene, theme, canvas);
    String width = Numbers.plain(scene.width());
    String height = Numbers.plain(scene.height());
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
        version="1.1" width="%s" height="%s" viewBox="0 0 %s %s" font-family="sans-serif" role="img">
        <title>%s</title>
        <defs>
        %s</defs>
        %s</svg>
        """
        .formatted(width, height, width, height, escape(title), canvas.definitions, canvas.body);
  }

  @Override
  public void fill(Shape shape, int colour, double opacity) {
    element(shape, "fill=\"" + colour(colour) + '"' + opacity("fill-opacity", opacity));
  }

  @Override
  public void stroke(Shape shape, int colour, double opacity, double width) {
    element(
        shape,
        "fill=\"none\" stroke=\""
            + colour(colour)
            + "\" stroke-width=\""
            + Numbers.plain(width)
            + "\" stroke-linecap=\"round\" stroke-linejoin=\"round\""
            + opacity("stroke-opacity", opacity));
  }

  @Override
  public void glow(AffineTransform circle, int colour, double opacity) {
    String id = identifier("glow");
    double[] matrix = new double[6];
    circle.getMatrix(matrix);
    String numbers =
        Arrays.stream(matrix).mapToObj(Numbers::plain).collect(Collectors.joining(" "));
    definitions.append("<radialGradient id=\"").append(id);
    definitions.append("\" gradientUnits=\"userSpaceOnUse\" cx=\"0\" cy=\"0\" r=\"1\"");
    definitions.append(" gradientTransform=\"matrix(").append(numbers).append(")\">\n");
    for (int i = 0; i < FADING.size(); i++) {
      definitions.append(
          "<stop offset=\"%s\" stop-color=\"%s\" stop-opacity=\"%s\"/>\n"
              .formatted(
                  Numbers.plain(FADING.get(i)),
                  colour(colour),
                  Numbers.plain(opacity * FADED.get(i), 4)));
    }
    definitions.append("</radialGradient>\n");
    Shape ellipse = circle.createTransformedShape(new Ellipse2D.Double(-1, -1, 2, 2));
    element(ellipse, "fill=\"url(#" + id + ")\"");
  }

  @Override
  public void text(Text text, int colour) {
    String x = Numbers.plain(text.x());
    String y = Numbers.plain(text.baseline());
    boolean rightToLeft = !Typesetter.leftToRight(text.value());
    body.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
    body.append(" font-size=\"").append(Numbers.plain(text.role().size() * unit)).append('"');
    body.append(text.role().bold() ? " font-weight=\"bold\"" : "");
    body.append(rightToLeft ? " direction=\"rtl\"" : "");
    body.append(anchor(text.anchor(), rightToLeft));
    body.append(text.upright() ? " transform=\"rotate(-90 " + x + " " + y + ")\"" : "");
    body.append(" textLength=\"").append(Numbers.plain(text.width()));
    body.append("\" lengthAdjust=\"spacingAndGlyphs\"");
    body.append(" fill=\"").append(colour(colour)).append("\">");
    body.append(escape(text.value())).append("</text>\n");
  }

  /** In SVG a text that reads from the right starts at its right end. */
  private static String anchor(Anchor anchor, boolean rightToLeft) {
    return switch (anchor) {
      case START -> rightToLeft ? " text-anchor=\"end\"" : "";
      case MIDDLE -> " text-anchor=\"middle\"";
      case END -> rightToLeft ? "" : " text-anchor=\"end\"";
    };
  }

  @Override
  public void photo(int item, Box box) {
    body.append("<image").append(box(box)).append(" preserveAspectRatio=\"none\" xlink:href=\"");
    body.append(thumbnail(photos, item, box)).append("\"/>\n");
  }

  /** A photo as JPEG, sharp enough for its box. */
  static String thumbnail(Photos photos, int item, Box box) {
    int edge = (int) Math.ceil(SHARPNESS * Math.max(box.width(), box.height()));
    return DataUris.jpeg(photos.images().get(item).orElseThrow(), edge, QUALITY);
  }

  @Override
  public void clipped(Box box, Runnable drawing) {
    int start = body.length();
    drawing.run();
    if (body.length() > start) {
      String id = identifier("clip");
      definitions.append("<clipPath id=\"").append(id).append("\"><rect").append(box(box));
      definitions.append("/></clipPath>\n");
      body.insert(start, "<g clip-path=\"url(#" + id + ")\">\n").append("</g>\n");
    }
  }

  @Override
  public void group(int item, Runnable drawing) {
    body.append("<g>\n<title>").append(escape(words.get(item))).append("</title>\n");
    drawing.run();
    body.append("</g>\n");
  }

  private String identifier(String what) {
    return "clip4j-" + what + "-" + ++identifiers;
  }

  private void element(Shape shape, String paint) {
    if (shape instanceof Rectangle2D r) {
      body.append("<rect").append(box(new Box(r.getX(), r.getY(), r.getWidth(), r.getHeight())));
    } else if (shape instanceof RoundRectangle2D r) {
      body.append("<rect").append(box(new Box(r.getX(), r.getY(), r.getWidth(), r.getHeight())));
      attribute("rx", r.getArcWidth() / 2);
    } else if (shape instanceof Ellipse2D e && e.getWidth() == e.getHeight()) {
      body.append("<circle");
      attribute("cx", e.getCenterX());
      attribute("cy", e.getCenterY());
      attribute("r", e.getWidth() / 2);
    } else if (shape instanceof Line2D line) {
      body.append("<line");
      attribute("x1", line.getX1());
      attribute("y1", line.getY1());
      attribute("x2", line.getX2());
      attribute("y2", line.getY2());
    } else {
      body.append("<path d=\"").append(path(shape)).append('"');
    }
    body.append(' ').append(paint).append("/>\n");
  }

  private void attribute(String name, double value) {
    body.append(' ').append(name).append("=\"").append(Numbers.plain(value)).append('"');
  }

  private static String box(Box box) {
    return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
        .formatted(
            Numbers.plain(box.x()),
            Numbers.plain(box.y()),
            Numbers.plain(box.width()),
            Numbers.plain(box.height()));
  }

  /** A shape in the language of an SVG path's {@code d}. */
  static String path(Shape shape) {
    StringBuilder d = new StringBuilder();
    double[] points = new double[6];
    for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
      int type = i.currentSegment(points);
      d.append(COMMANDS.charAt(type));
      for (int p = 0; p < NUMBERS[type]; p++) {
        d.append(p == 0 ? "" : " ").append(Numbers.plain(points[p]));
      }
    }
    return d.toString();
  }

  private static String opacity(String name, double opacity) {
    return opacity < SOLID ? " " + name + "=\"" + Numbers.plain(opacity, 4) + '"' : "";
  }

  private static String colour(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }

  /** As the text of an element or the value of an attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    Typesetter.visible(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
