package io.github.clip4j.viz;

/** The colours of everything in a plot but the clusters. */
public enum Theme {
  /** Dark text on white, for slides and paper. */
  LIGHT(0xFFFFFF, 0x1F2933, 0x616E7C, 0xE9ECEF, 0xC3CAD2, 0.1, 0.28, 0.3),
  /** Light text on near-black, for screens. */
  DARK(0x15181D, 0xE8EBEF, 0x9AA5B1, 0x262B32, 0x4A525C, 0.16, 0.5, 0.42);

  /** A contrast of 2.2 to the dark theme's paper: enough for a border, and not yet pale. */
  private static final double DARKEST = 0.075;

  private final int background;
  private final int text;
  private final int softText;
  private final int grid;
  private final int frame;
  private final double tint;
  private final double edge;
  private final double glow;

  Theme(
      int background,
      int text,
      int softText,
      int grid,
      int frame,
      double tint,
      double edge,
      double glow) {
    this.background = background;
    this.text = text;
    this.softText = softText;
    this.grid = grid;
    this.frame = frame;
    this.tint = tint;
    this.edge = edge;
    this.glow = glow;
  }

  /** The paper, as {@code 0xRRGGBB}; so are the others. */
  int background() {
    return background;
  }

  /** The title and the names. */
  int text() {
    return text;
  }

  /** The tick labels, counts and the footnote. */
  int softText() {
    return softText;
  }

  /** The grid lines. */
  int grid() {
    return grid;
  }

  /** The frame around the axes, and hairlines around photos. */
  int frame() {
    return frame;
  }

  /** The opacity of a hull, from 0 to 1; so are the others. */
  double tint() {
    return tint;
  }

  /** The opacity of a hull's edge. */
  double edge() {
    return edge;
  }

  /** The opacity of the middle of a soft ellipse. */
  double glow() {
    return glow;
  }

  /** A colour that stands out from dark paper, of the same hue: lightened where it does not. */
  int lift(int colour) {
    int lifted = colour;
    while (this == DARK && Palette.luminance(lifted) < DARKEST) {
      lifted = Palette.lighter(lifted);
    }
    return lifted;
  }
}
