package io.github.clip4j.viz;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** DejaVu Sans, the same on all machines. */
final class TestFonts {
  private TestFonts() {}

  static Fonts dejaVu() {
    return new Fonts(font("DejaVuSans-subset.ttf"), font("DejaVuSans-Bold-subset.ttf"));
  }

  private static Font font(String file) {
    try (InputStream in = TestFonts.class.getResourceAsStream("/fonts/" + file)) {
      return Font.createFont(Font.TRUETYPE_FONT, Objects.requireNonNull(in));
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
