package io.github.clip4j.viz;

import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that is to be seen in a plot, laid out: every renderer draws just this, in this order.
 * Lengths are in units, y grows downwards, colours are {@code 0xRRGGBB}.
 *
 * @param unit the thickness of a thin line; everything else is a multiple of it
 * @param axes the area of the photos
 * @param regions behind the clusters
 * @param notes the badges beside the explanations of borderline photos
 * @param names of the clusters, over the photos
 * @param colours of the clusters
 */
record Scene(
    double width,
    double height,
    double unit,
    Box axes,
    List<Line> grid,
    List<Region> regions,
    List<Text> texts,
    List<Swatch> swatches,
    List<Badge> notes,
    List<Mark> marks,
    List<Name> names,
    List<Integer> colours) {

  /** Keeps copies of the lists. */
  Scene {
    grid = List.copyOf(grid);
    regions = List.copyOf(regions);
    texts = List.copyOf(texts);
    swatches = List.copyOf(swatches);
    notes = List.copyOf(notes);
    marks = List.copyOf(marks);
    names = List.copyOf(names);
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
    TITLE(30, true, false),
    LEGEND(18, false, false),
    COUNT(18, false, true),
    AXIS(18, false, false),
    TICK(15, false, true),
    NAME(17, true, false),
    CAPTION(12, false, false),
    BADGE(12, true, false),
    NOTE(14, false, false),
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
      boolean upright) {

    /** How far its left end lies left of its x. */
    double shift() {
      return switch (anchor) {
        case START -> 0;
        case MIDDLE -> width / 2;
        case END -> width;
      };
    }
  }

  /** The legend's sample of a cluster; without a cluster that of a borderline photo's badge. */
  record Swatch(Box box, OptionalInt cluster) {}

  /** A cluster's name on a card in its colour. */
  record Name(int cluster, Box card, Text text) {}

  /** What lies behind a cluster. */
  sealed interface Region {
    int cluster();

    /** Its edge; that of a soft region is where it has faded out. */
    Path2D outline();
  }

  /** An evenly tinted region. */
  record Hull(int cluster, Path2D outline) implements Region {}

  /**
   * A region that fades out from its middle.
   *
   * @param circle takes the unit circle to the ellipse where it has faded out
   */
  record Glow(int cluster, AffineTransform circle) implements Region {
    @Override
    public Path2D outline() {
      return new Path2D.Double(new Ellipse2D.Double(-1, -1, 2, 2), circle);
    }
  }

  /**
   * The mark of a borderline photo.
   *
   * @param cluster the other one, whose colour it has; empty where none is called so
   * @param circle in which it is drawn
   * @param number of the note that explains it; empty without one
   */
  record Badge(OptionalInt cluster, Box circle, Optional<Text> number) {}

  /**
   * A photo, or a dot where there is none.
   *
   * @param item its index in the data
   * @param frame the outer edge of its border
   * @param picture the photo within; empty for a dot
   * @param trueX where its coordinates are
   * @param leads whether a line leads from the photo to there
   * @param badge present for a borderline photo
   * @param caption below the photo, within its border
   */
  record Mark(
      int item,
      int cluster,
      Box frame,
      Optional<Box> picture,
      double trueX,
      double trueY,
      boolean leads,
      Optional<Badge> badge,
      Optional<Text> caption) {

    Mark withLeader(boolean leader) {
      return new Mark(
          item, cluster, frame, picture, trueX, trueY, leader && moved(), badge, caption);
    }

    /** What the border surrounds; of a dot nothing of use. */
    Box inside() {
      Box inner = picture.orElse(frame);
      return frame.inset(Math.min(inner.x() - frame.x(), inner.y() - frame.y()));
    }

    /** The cluster that it nearly belongs to; empty where it is clearly its own's. */
    OptionalInt runnerUp() {
      return badge.map(Badge::cluster).orElse(OptionalInt.empty());
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
