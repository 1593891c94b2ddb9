package io.github.clip4j.viz;

/** A rectangle whose y grows downwards. */
record Box(double x, double y, double width, double height) {

  static Box centred(double centreX, double centreY, double width, double height) {
    return new Box(centreX - width / 2, centreY - height / 2, width, height);
  }

  double right() {
    return x + width;
  }

  double bottom() {
    return y + height;
  }

  double centreX() {
    return x + width / 2;
  }

  double centreY() {
    return y + height / 2;
  }

  double area() {
    return width * height;
  }

  /** Smaller by the margin on each side; larger where it is negative. */
  Box inset(double margin) {
    return new Box(x + margin, y + margin, width - 2 * margin, height - 2 * margin);
  }

  boolean contains(double pointX, double pointY) {
    return pointX >= x && pointX <= right() && pointY >= y && pointY <= bottom();
  }

  boolean contains(Box other) {
    return contains(other.x, other.y) && contains(other.right(), other.bottom());
  }

  boolean overlaps(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  /** The largest rectangle of this width-to-height ratio in the middle of this one. */
  Box fit(double aspect) {
    double fittedWidth = Math.min(width, height * aspect);
    return centred(centreX(), centreY(), fittedWidth, fittedWidth / aspect);
  }
}
