package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Glow;
import io.github.clip4j.viz.Scene.Hull;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Region;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What lies behind the clusters: convex hulls, soft ellipses, or the cells of a grid. */
final class Regions {
  private static final double MARGIN = 12;

  /** A glow ends at so many standard deviations, beyond half a photo. */
  private static final double DEVIATIONS = 2.2;

  private final MarkLayout layout;
  private final double unit;

  private Regions(MarkLayout layout, double unit) {
    this.layout = layout;
    this.unit = unit;
  }

  /** One a cluster that has images. */
  static List<Region> behind(MarkLayout layout, int clusters, Hulls hulls, double unit) {
    Regions regions = new Regions(layout, unit);
    return hulls == Hulls.NONE
        ? List.of()
        : IntStream.range(0, clusters)
            .boxed()
            .flatMap(cluster -> regions.behind(cluster, hulls))
            .toList();
  }

  private Stream<Region> behind(int cluster, Hulls hulls) {
    List<Box> frames =
        layout.marks().stream().filter(mark -> mark.cluster() == cluster).map(Mark::frame).toList();
    if (frames.isEmpty()) {
      return Stream.of();
    }
    if (!layout.cells().isEmpty()) {
      return Stream.of(new Hull(cluster, cells(cluster)));
    }
    return Stream.of(
        hulls == Hulls.CONVEX
            ? new Hull(cluster, convex(frames, MARGIN * unit))
            : new Glow(cluster, ellipse(frames)));
  }

  private Path2D cells(int cluster) {
    Area area = new Area();
    for (int i = 0; i < layout.cells().size(); i++) {
      int owner =
          i < layout.marks().size()
              ? layout.marks().get(i).cluster()
              : layout.names().get(i - layout.marks().size()).cluster();
      if (owner == cluster) {
        Box cell = layout.cells().get(i);
        Rectangle2D rectangle = new Rectangle2D.Double();
        rectangle.setFrameFromDiagonal(
            whole(cell.x()), whole(cell.y()), whole(cell.right()), whole(cell.bottom()));
        area.add(new Area(rectangle));
      }
    }
    return new Path2D.Double(area);
  }

  /** Rounded to thousandths, so that cells that touch share an edge to the last bit. */
  private static double whole(double value) {
    return Math.rint(1000 * value) / 1000;
  }

  /** The points at most a margin away from the convex hull of the boxes. */
  static Path2D convex(List<Box> boxes, double margin) {
    List<double[]> corners = hull(boxes);
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners.size(); i++) {
      double[] corner = corners.get(i);
      double in = turn(corners.get((i + corners.size() - 1) % corners.size()), corner);
      double out = turn(corner, corners.get((i + 1) % corners.size()));
      double extent = out - in;
      path.append(
          new Arc2D.Double(
              corner[0] - margin,
              corner[1] - margin,
              2 * margin,
              2 * margin,
              in,
              extent < 0 ? extent + 360 : extent,
              Arc2D.OPEN),
          i > 0);
    }
    path.closePath();
    return path;
  }

  /** The direction of the outside of an edge, in an arc's degrees: counterclockwise on screen. */
  private static double turn(double[] from, double[] to) {
    return Math.toDegrees(Math.atan2(-(to[1] - from[1]), to[0] - from[0])) - 90;
  }

  /**
   * The corners of the convex hull, counterclockwise on the screen: Andrew's monotone chain (1979).
   */
  private static List<double[]> hull(List<Box> boxes) {
    List<double[]> points =
        boxes.stream()
            .flatMap(
                box ->
                    Stream.of(
                        new double[] {box.x(), box.y()},
                        new double[] {box.right(), box.y()},
                        new double[] {box.x(), box.bottom()},
                        new double[] {box.right(), box.bottom()}))
            .sorted(
                Comparator.<double[]>comparingDouble(p -> p[0])
                    .thenComparing(p -> p[1], Comparator.reverseOrder()))
            .toList();
    List<double[]> hull = chain(points);
    List<double[]> reversed = new ArrayList<>(points);
    Collections.reverse(reversed);
    hull.addAll(chain(reversed));
    return hull;
  }

  private static List<double[]> chain(List<double[]> points) {
    List<double[]> chain = new ArrayList<>();
    for (double[] point : points) {
      while (chain.size() > 1
          && !turnsLeft(chain.get(chain.size() - 2), chain.get(chain.size() - 1), point)) {
        chain.remove(chain.size() - 1);
      }
      chain.add(point);
    }
    chain.remove(chain.size() - 1);
    return chain;
  }

  private static boolean turnsLeft(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) < 0;
  }

  /** Takes the unit circle to the ellipse of the principal axes of the boxes' middles. */
  private static AffineTransform ellipse(List<Box> boxes) {
    double meanX = boxes.stream().mapToDouble(Box::centreX).average().orElse(0);
    double meanY = boxes.stream().mapToDouble(Box::centreY).average().orElse(0);
    double xx = boxes.stream().mapToDouble(b -> square(b.centreX() - meanX)).average().orElse(0);
    double yy = boxes.stream().mapToDouble(b -> square(b.centreY() - meanY)).average().orElse(0);
    double xy =
        boxes.stream()
            .mapToDouble(b -> (b.centreX() - meanX) * (b.centreY() - meanY))
            .average()
            .orElse(0);
    double half = boxes.stream().mapToDouble(b -> Math.sqrt(b.area()) / 2).average().orElse(0);
    double middle = (xx + yy) / 2;
    double spread = Math.hypot((xx - yy) / 2, xy);
    AffineTransform circle = AffineTransform.getTranslateInstance(meanX, meanY);
    circle.rotate(Math.atan2(2 * xy, xx - yy) / 2);
    circle.scale(
        DEVIATIONS * Math.sqrt(middle + spread) + half,
        DEVIATIONS * Math.sqrt(Math.max(0, middle - spread)) + half);
    return circle;
  }

  private static double square(double value) {
    return value * value;
  }
}
