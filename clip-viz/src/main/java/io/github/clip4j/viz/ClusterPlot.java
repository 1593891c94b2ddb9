package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.error.ClipException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The photos of an analysis at their principal components, with borders in their cluster's colour.
 *
 * <p>Photos keep their aspect ratio and are about equal in area, smaller the more there are. Those
 * that would hide each other are moved apart, as little as there is room for, in a way that mostly
 * keeps who is next to whom: up to 60 photos never overlap, whatever their coordinates, and
 * hundreds do so only where they would become too small to see. A photo covers its true point
 * unless a thin line leads from it to the dot that marks the point. A borderline photo shows the
 * colour of its runner-up cluster in a corner. An image without a source that can still be read is
 * a dot.
 *
 * <p>Immutable: each setting gives a new plot. The photos are read when the first picture is drawn,
 * and kept (at most 128 MB, small) for all plots made of one another. The same analysis and
 * settings give the same bytes on the same Java runtime and fonts. No window is opened; the plot
 * can be drawn where there is no display.
 */
public final class ClusterPlot {
  private final ClipAnalysis analysis;
  private final PhotoShelf shelf;
  private final Look look;

  private ClusterPlot(ClipAnalysis analysis, PhotoShelf shelf, Look look) {
    this.analysis = analysis;
    this.shelf = shelf;
    this.look = look;
  }

  /**
   * The plot of an analysis, 1600 x 1000 pixels, light, in viridis.
   *
   * @param analysis with any number of images
   * @return the plot; nothing is read or drawn yet
   */
  public static ClusterPlot of(ClipAnalysis analysis) {
    Objects.requireNonNull(analysis, "analysis");
    return new ClusterPlot(analysis, new PhotoShelf(analysis), Look.standard(""));
  }

  /**
   * With this title instead of the number of photos and clusters.
   *
   * @param title one line; a blank one brings the standard title back
   * @return a new plot
   */
  public ClusterPlot title(String title) {
    return new ClusterPlot(analysis, shelf, look.withTitle(title));
  }

  /**
   * With this size, in units that are pixels at scale 1. Texts and photos grow and shrink with it.
   *
   * @param width from left to right
   * @param height from top to bottom
   * @return a new plot
   * @throws IllegalArgumentException if it is below 400 x 300 or above 20000 in one direction
   */
  public ClusterPlot size(int width, int height) {
    return new ClusterPlot(analysis, shelf, look.withSize(width, height));
  }

  /**
   * With this many pixels a unit: 2 draws the same picture twice as sharp.
   *
   * @param scale pixels a unit
   * @return a new plot
   * @throws IllegalArgumentException if it is not in {@code [0.25, 8]}
   */
  public ClusterPlot scale(double scale) {
    return new ClusterPlot(analysis, shelf, look.withScale(scale));
  }

  /**
   * With clusters in these colours instead of viridis.
   *
   * @param palette the colours
   * @return a new plot
   */
  public ClusterPlot palette(Palette palette) {
    return new ClusterPlot(analysis, shelf, look.withPalette(palette));
  }

  /**
   * With this theme instead of the light one.
   *
   * @param theme the colours of everything else
   * @return a new plot
   */
  public ClusterPlot theme(Theme theme) {
    return new ClusterPlot(analysis, shelf, look.withTheme(theme));
  }

  /**
   * Draws the plot.
   *
   * @return an opaque RGB picture of the size times the scale
   * @throws ClipException if the Java runtime has no fonts
   */
  public BufferedImage toImage() {
    return Java2dRenderer.render(scene(), photos(), look.theme(), look.scale());
  }

  /**
   * Draws the plot into a PNG file. An existing file is replaced in one step, once the picture is
   * complete.
   *
   * @param file in a directory that exists
   * @throws ClipException if the file cannot be written, or the Java runtime has no fonts
   */
  public void writePng(Path file) {
    BufferedImage image = toImage();
    AtomicFile.write(file, out -> Encoders.png(image, out));
  }

  ClipAnalysis analysis() {
    return analysis;
  }

  Photos photos() {
    return shelf.photos();
  }

  PlotData data() {
    return AnalysisPlot.of(analysis, photos(), look.title());
  }

  Scene scene() {
    return PlotLayout.lay(data(), look);
  }

  /** Reads the photos of an analysis when they are first asked for, and keeps them. */
  private static final class PhotoShelf {
    private final ClipAnalysis analysis;
    private @Nullable Photos photos;

    PhotoShelf(ClipAnalysis analysis) {
      this.analysis = analysis;
    }

    synchronized Photos photos() {
      if (photos == null) {
        photos = Photos.read(analysis.images().stream().map(AnalyzedImage::source).toList());
      }
      return photos;
    }
  }
}
