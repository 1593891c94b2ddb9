package io.github.clip4j.viz;

import io.github.clip4j.error.ClipException;
import io.github.clip4j.viz.Scene.Role;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.Locale;

/** Measures texts, with the fonts that draw them. */
final class Typesetter {
  private static final String ELLIPSIS = "…";
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);

  /** The height of capitals, as a share of the font's size: about that of all common fonts. */
  private static final double CAPITAL = 0.72;

  private final Fonts fonts;
  private final double unit;

  private Typesetter(Fonts fonts, double unit) {
    this.fonts = fonts;
    this.unit = unit;
  }

  /**
   * Measures in units.
   *
   * @param fonts to set in
   * @param unit the thickness of a thin line
   * @throws ClipException if the Java runtime has no fonts
   */
  static Typesetter of(Fonts fonts, double unit) {
    Typesetter typesetter = new Typesetter(fonts, unit);
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
    return (role.bold() ? fonts.bold() : fonts.plain()).deriveFont((float) (role.size() * unit));
  }

  double width(String text, Role role) {
    return text.isEmpty() ? 0 : layout(text, role).getAdvance();
  }

  TextLayout layout(String text, Role role) {
    return new TextLayout(text, font(role), SMOOTH);
  }

  /** The baseline of a text whose capitals are to stand around a y. */
  double middle(double y, Role role) {
    return y + CAPITAL / 2 * role.size() * unit;
  }

  /** The text on one line, without characters that cannot be seen, shortened to the width. */
  String fit(String text, Role role, double width) {
    String line = visible(text);
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

  /**
   * The text on one line, without what has no picture or is not allowed in XML: control characters,
   * halves of surrogate pairs, and controls of direction, which can make a name read as another.
   */
  static String visible(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .filter(c -> !turnsDirection(c))
        .map(c -> Character.isISOControl(c) || Character.isWhitespace(c) ? ' ' : c)
        .map(c -> Character.getType(c) == Character.SURROGATE || c >> 1 == 0x7FFF ? 0xFFFD : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip().replaceAll(" {2,}", " ");
  }

  /** Unicode 16, UAX 9, section 2: explicit formatting characters and implicit marks. */
  private static boolean turnsDirection(int c) {
    return (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x200E
        || c == 0x200F
        || c == 0x061C;
  }

  /** Whether the text begins at the left: by its first letter that has a direction. */
  static boolean leftToRight(String text) {
    return text.isEmpty()
        || new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
  }
}
