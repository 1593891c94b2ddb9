package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import java.util.Objects;
import java.util.function.Function;

/**
 * How a plot is to look.
 *
 * @param title empty for the standard one
 * @param width in units
 * @param height in units
 * @param scale pixels a unit
 * @param caption below each photo; empty texts for none
 */
record Look(
    String title,
    int width,
    int height,
    double scale,
    Palette palette,
    Theme theme,
    Hulls hulls,
    PhotoLayout layout,
    Function<AnalyzedImage, String> caption,
    Fonts fonts) {
  private static final int LARGEST = 20_000;
  private static final double MOST_PIXELS = 268e6;

  Look {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(palette, "palette");
    Objects.requireNonNull(theme, "theme");
    Objects.requireNonNull(hulls, "hulls");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(caption, "caption");
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
    return new Look(
        title,
        1600,
        1000,
        1,
        Palette.VIRIDIS,
        Theme.LIGHT,
        Hulls.CONVEX,
        PhotoLayout.SPREAD,
        image -> "",
        Fonts.sansSerif());
  }

  Look withTitle(String newTitle) {
    return new Look(newTitle, width, height, scale, palette, theme, hulls, layout, caption, fonts);
  }

  Look withSize(int newWidth, int newHeight) {
    return new Look(
        title, newWidth, newHeight, scale, palette, theme, hulls, layout, caption, fonts);
  }

  Look withScale(double newScale) {
    return new Look(title, width, height, newScale, palette, theme, hulls, layout, caption, fonts);
  }

  Look withPalette(Palette newPalette) {
    return new Look(title, width, height, scale, newPalette, theme, hulls, layout, caption, fonts);
  }

  Look withTheme(Theme newTheme) {
    return new Look(title, width, height, scale, palette, newTheme, hulls, layout, caption, fonts);
  }

  Look withHulls(Hulls newHulls) {
    return new Look(title, width, height, scale, palette, theme, newHulls, layout, caption, fonts);
  }

  Look withLayout(PhotoLayout newLayout) {
    return new Look(title, width, height, scale, palette, theme, hulls, newLayout, caption, fonts);
  }

  Look withCaption(Function<AnalyzedImage, String> newCaption) {
    return new Look(title, width, height, scale, palette, theme, hulls, layout, newCaption, fonts);
  }

  Look withFonts(Fonts newFonts) {
    return new Look(title, width, height, scale, palette, theme, hulls, layout, caption, newFonts);
  }
}
