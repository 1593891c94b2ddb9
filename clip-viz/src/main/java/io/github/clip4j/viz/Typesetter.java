package io.github.clip4j.viz;

import io.github.clip4j.error.ClipException;
import io.github.clip4j.viz.Scene.Role;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.text.BreakIterator;
import java.util.Locale;

/** Measures texts, with the fonts that draw them. */
final class Typesetter {
  private static final String ELLIPSIS = "…";
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

  private final double unit;

  private Typesetter(double unit) {
    this.unit = unit;
  }

  /**
   * Measures in units.
   *
   * @param unit the thickness of a thin line
   * @throws ClipException if the Java runtime has no fonts
   */
  static Typesetter of(double unit) {
    Typesetter typesetter = new Typesetter(unit);
    try {
      if (typesetter.width("Mm", Role.TITLE) > 0) {
        return typesetter;
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // How the JDK says that it found no fonts depends on what is missing: libfreetype
      // (UnsatisfiedLinkError), fontconfig or any font (NullPointerException, RuntimeException).
      throw new ClipException(noFonts(), e);
    }
    throw new ClipException(noFonts());
  }

  private static String noFonts() {
    return "expected at least one font for the texts of the plot, found none that this Java runtime"
        + " can use: install the system's packages fontconfig and a font, for example"
        + " \"apt-get install fontconfig fonts-dejavu-core\"";
  }

  Font font(Role role) {
    return new Font(Font.SANS_SERIF, role.bold() ? Font.BOLD : Font.PLAIN, 1)
        .deriveFont((float) (role.size() * unit));
  }

  double width(String text, Role role) {
    return text.isEmpty() ? 0 : layout(text, role).getAdvance();
  }

  TextLayout layout(String text, Role role) {
    return new TextLayout(text, font(role), SMOOTH);
  }

  /** The text on one line, without characters that cannot be seen, shortened to the width. */
  String fit(String text, Role role, double width) {
    String line = clean(text);
    if (width(line, role) <= width) {
      return line;
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(line);
    int end = characters.last();
    while (end > 0 && width(line.substring(0, end).stripTrailing() + ELLIPSIS, role) > width) {
      end = characters.previous();
    }
    return line.substring(0, Math.max(end, 0)).stripTrailing() + ELLIPSIS;
  }

  /** Control characters and halves of surrogate pairs have no picture. */
  private static String clean(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip().replaceAll(" {2,}", " ");
  }
}
