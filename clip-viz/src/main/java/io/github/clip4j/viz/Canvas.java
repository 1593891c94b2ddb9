package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Text;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.List;

/** What a picture is drawn on: the few operations that every format knows. */
interface Canvas {
  /** The opacity of what hides all below it. */
  double SOLID = 1;

  /** Where a glow's opacity is that of {@link #FADED}, from its middle to its edge. */
  List<Float> FADING = List.of(0f, 0.55f, 1f);

  /** Shares of a glow's opacity. */
  List<Double> FADED = List.of(1.0, 0.75, 0.0);

  /**
   * Fills a shape.
   *
   * @param colour as {@code 0xRRGGBB}
   * @param opacity from 0 to 1
   */
  void fill(Shape shape, int colour, double opacity);

  /** Draws the edge of a shape, with round ends and corners. */
  void stroke(Shape shape, int colour, double opacity, double width);

  /**
   * Fills an ellipse with a colour that fades out towards its edge.
   *
   * @param circle takes the unit circle to the ellipse
   * @param opacity in the middle
   */
  void glow(AffineTransform circle, int colour, double opacity);

  /** Draws a text in a colour. */
  void text(Text text, int colour);

  /** Draws the photo of an item, stretched to the box. */
  void photo(int item, Box box);

  /** Draws what a drawing draws, but only what of it lies within a box. */
  void clipped(Box box, Runnable drawing);

  /** Draws what belongs to an item, with words for it where the format has a place for them. */
  void group(int item, Runnable drawing);
}
