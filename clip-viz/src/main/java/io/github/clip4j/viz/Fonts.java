package io.github.clip4j.viz;

import java.awt.Font;

/** The two weights that texts are set in. */
record Fonts(Font plain, Font bold) {

  /** The Java runtime's own sans-serif fonts, which borrow the letters that they lack. */
  static Fonts sansSerif() {
    return new Fonts(
        new Font(Font.SANS_SERIF, Font.PLAIN, 1), new Font(Font.SANS_SERIF, Font.BOLD, 1));
  }
}
