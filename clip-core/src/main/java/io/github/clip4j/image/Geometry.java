package io.github.clip4j.image;

import java.util.Locale;

/**
 * Which size an image is resized to, and which part of that is kept.
 *
 * @param rule how {@code height} and {@code width} are to be read
 * @param fill the grey level around an image that does not fill the crop
 */
record Geometry(Rule rule, int height, int width, int cropHeight, int cropWidth, int fill) {

  enum Rule {
    /** No resize. */
    NONE,
    /** The shorter edge becomes {@code height}, which equals {@code width}. */
    SHORTEST_EDGE,
    /** Exactly {@code height} and {@code width}. */
    EXACT,
    /** As small as covers {@code height} and {@code width}. */
    COVERING,
    /** As large as fits into {@code height} and {@code width}. */
    LONGEST_EDGE
  }

  static Geometry none() {
    return new Geometry(Rule.NONE, 0, 0, 0, 0, 0);
  }

  static Geometry shortestEdge(int size) {
    return new Geometry(Rule.SHORTEST_EDGE, positive(size), size, 0, 0, 0);
  }

  static Geometry exactly(int height, int width) {
    return new Geometry(Rule.EXACT, positive(height), positive(width), 0, 0, 0);
  }

  static Geometry covering(int height, int width) {
    return new Geometry(Rule.COVERING, positive(height), positive(width), height, width, 0);
  }

  static Geometry longestEdge(int height, int width, int fill) {
    if (fill < 0 || fill > 255) {
      throw new IllegalArgumentException("expected a fill of 0 to 255, got " + fill);
    }
    return new Geometry(Rule.LONGEST_EDGE, positive(height), positive(width), height, width, fill);
  }

  Geometry crop(int newHeight, int newWidth) {
    return new Geometry(rule, height, width, positive(newHeight), positive(newWidth), fill);
  }

  Geometry cropAs(Geometry other) {
    return crop(other.outputHeight(), other.outputWidth());
  }

  private static int positive(int size) {
    if (size < 1 || size > 1 << 14) {
      throw new IllegalArgumentException("expected a size of 1 to 16384 pixels, got " + size);
    }
    return size;
  }

  boolean crops() {
    return cropHeight > 0;
  }

  int outputHeight() {
    return crops() ? cropHeight : height;
  }

  int outputWidth() {
    return crops() ? cropWidth : width;
  }

  @Override
  public String toString() {
    String name = rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String size =
        rule == Rule.NONE
            ? ""
            : rule == Rule.SHORTEST_EDGE ? "=" + height : "=" + height + "x" + width;
    return name
        + size
        + (crops() ? " crop=" + cropHeight + "x" + cropWidth : "")
        + (fill != 0 ? " fill=" + fill : "");
  }
}
