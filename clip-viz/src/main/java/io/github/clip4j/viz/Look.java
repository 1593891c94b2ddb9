package io.github.clip4j.viz;

import java.util.Objects;

/**
 * How a plot is to look.
 *
 * @param title empty for the standard one
 * @param width in units
 * @param height in units
 * @param scale pixels a unit
 */
record Look(String title, int width, int height, double scale, Palette palette, Theme theme) {
  private static final int LARGEST = 20_000;
  private static final double MOST_PIXELS = 268e6;

  Look {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(palette, "palette");
    Objects.requireNonNull(theme, "theme");
    if (width < 400 || height < 300 || width > LARGEST || height > LARGEST) {
      throw new IllegalArgumentException(
          "expected a size from 400 x 300 to 20000 x 20000, got " + width + " x " + height);
    }
    if (!(scale >= 0.25 && scale <= 8)) {
      throw new IllegalArgumentException("expected a scale from 0.25 to 8, got " + scale);
    }
    if (width * scale * height * scale > MOST_PIXELS) {
      throw new IllegalArgumentException(
          "expected at most 268 million pixels, got "
              + width
              + " x "
              + height
              + " at scale "
              + scale);
    }
  }

  static Look standard(String title) {
    return new Look(title, 1600, 1000, 1, Palette.VIRIDIS, Theme.LIGHT);
  }

  Look withTitle(String newTitle) {
    return new Look(newTitle, width, height, scale, palette, theme);
  }

  Look withSize(int newWidth, int newHeight) {
    return new Look(title, newWidth, newHeight, scale, palette, theme);
  }

  Look withScale(double newScale) {
    return new Look(title, width, height, newScale, palette, theme);
  }

  Look withPalette(Palette newPalette) {
    return new Look(title, width, height, scale, newPalette, theme);
  }

  Look withTheme(Theme newTheme) {
    return new Look(title, width, height, scale, palette, newTheme);
  }
}
