package io.github.clip4j.viz;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is to be seen in a plot, laid out: every renderer draws just this, in this order.
 * Lengths are in units, y grows downwards, colours are {@code 0xRRGGBB}.
 *
 * @param unit the thickness of a thin line; everything else is a multiple of it
 * @param axes the area of the photos
 * @param colours of the clusters
 */
record Scene(
    double width,
    double height,
    double unit,
    Box axes,
    List<Line> grid,
    List<Text> texts,
    List<Swatch> swatches,
    List<Mark> marks,
    List<Integer> colours) {

  /** Keeps copies of the lists. */
  Scene {
    grid = List.copyOf(grid);
    texts = List.copyOf(texts);
    swatches = List.copyOf(swatches);
    marks = List.copyOf(marks);
    colours = List.copyOf(colours);
  }

  /** The marks that are photos, in the order of the items. */
  List<Mark> photos() {
    return marks.stream().filter(mark -> mark.picture().isPresent()).toList();
  }

  /** A grid line. */
  record Line(double x1, double y1, double x2, double y2) {}

  /** What a text is: renderers choose its size, weight and colour by it. */
  enum Role {
    TITLE(28, true, false),
    LEGEND(18, false, false),
    COUNT(18, false, true),
    AXIS(18, false, false),
    TICK(15, false, true),
    FOOTNOTE(14, false, true);

    private final double size;
    private final boolean bold;
    private final boolean soft;

    Role(double size, boolean bold, boolean soft) {
      this.size = size;
      this.bold = bold;
      this.soft = soft;
    }

    /** The font's size, in thin lines. */
    double size() {
      return size;
    }

    boolean bold() {
      return bold;
    }

    /** Whether it steps back behind the others. */
    boolean soft() {
      return soft;
    }
  }

  /** Which point of a text lies at its x. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A text.
   *
   * @param baseline the y of its baseline; an upright text is turned around its x and baseline
   * @param width as measured
   * @param upright whether it reads from the bottom to the top
   */
  record Text(
      String value,
      Role role,
      Anchor anchor,
      double x,
      double baseline,
      double width,
      boolean upright) {}

  /** The legend's sample of a cluster; without a cluster that of a borderline photo's corner. */
  record Swatch(Box box, OptionalInt cluster) {}

  /**
   * A photo, or a dot where there is none.
   *
   * @param item its index in the data
   * @param frame the outer edge of its border
   * @param picture the photo within; empty for a dot
   * @param trueX where its coordinates are
   * @param runnerUp the cluster that it nearly belongs to; empty where it is clearly its own's
   */
  record Mark(
      int item,
      int cluster,
      Box frame,
      Optional<Box> picture,
      double trueX,
      double trueY,
      OptionalInt runnerUp) {

    /** The edge of a borderline photo's corner, as a share of the shorter edge. */
    static final double CORNER = 0.3;

    /** What the border surrounds; of a dot nothing of use. */
    Box inside() {
      Box inner = picture.orElse(frame);
      return frame.inset(Math.min(inner.x() - frame.x(), inner.y() - frame.y()));
    }

    /** Whether the photo had to make room, so that it no longer covers its own point. */
    boolean moved() {
      return !frame.contains(trueX, trueY);
    }

    /** Where the line to the true point begins: the point of the frame that is nearest to it. */
    double leaderX() {
      return Math.max(frame.x(), Math.min(trueX, frame.right()));
    }

    /** See {@link #leaderX()}. */
    double leaderY() {
      return Math.max(frame.y(), Math.min(trueY, frame.bottom()));
    }
  }
}
