package io.github.clip4j.viz;

/** The colours of everything in a plot but the clusters. */
public enum Theme {
  /** Dark text on white, for slides and paper. */
  LIGHT(0xFFFFFF, 0x1F2933, 0x616E7C, 0xE9ECEF, 0xC3CAD2),
  /** Light text on near-black, for screens. */
  DARK(0x15181D, 0xE8EBEF, 0x9AA5B1, 0x262B32, 0x4A525C);

  private final int background;
  private final int text;
  private final int softText;
  private final int grid;
  private final int frame;

  Theme(int background, int text, int softText, int grid, int frame) {
    this.background = background;
    this.text = text;
    this.softText = softText;
    this.grid = grid;
    this.frame = frame;
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
}
