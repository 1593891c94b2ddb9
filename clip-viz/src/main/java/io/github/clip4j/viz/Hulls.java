package io.github.clip4j.viz;

/** What is drawn behind each cluster. */
public enum Hulls {
  /** Nothing. */
  NONE,
  /** The convex hull of its photos, with round corners. In a grid: the cells of its photos. */
  CONVEX,
  /**
   * A soft ellipse: two standard deviations of its photos' places in each principal direction,
   * fading out. In a grid: the cells of its photos.
   */
  ELLIPSE
}
