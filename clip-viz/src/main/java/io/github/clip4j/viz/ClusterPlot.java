package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.error.ClipException;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The photos of an analysis at their principal components, with borders in their cluster's colour.
 *
 * <p>Photos keep their aspect ratio and are about equal in area, smaller the more there are. Those
 * that would hide each other are moved apart, as little as there is room for, in a way that mostly
 * keeps who is next to whom: up to 60 photos never overlap, whatever their coordinates, and
 * hundreds do so only where they would become too small to see. A thin line leads from a moved
 * photo to the dot that marks its true point, where no other photo lies there. A cluster's name
 * stands at its centre of mass. A borderline photo has a badge in the colour of the other cluster;
 * the first six are explained below the axes. An image without a source that can still be read is a
 * dot.
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
   * The plot of an analysis: 1600 x 1000 pixels, light, in viridis, with convex hulls.
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
   * With this behind each cluster instead of its convex hull.
   *
   * @param hulls what is drawn
   * @return a new plot
   */
  public ClusterPlot hulls(Hulls hulls) {
    return new ClusterPlot(analysis, shelf, look.withHulls(hulls));
  }

  /**
   * With photos in these places instead of spread.
   *
   * @param layout where photos lie with respect to their coordinates
   * @return a new plot
   */
  public ClusterPlot layout(PhotoLayout layout) {
    return new ClusterPlot(analysis, shelf, look.withLayout(layout));
  }

  /**
   * With the name of its file below each photo.
   *
   * @return a new plot
   */
  public ClusterPlot captions() {
    return captions(image -> AnalysisPlot.shortName(image.name()));
  }

  /**
   * With a text below each photo, shortened to the photo's width.
   *
   * @param caption gives the text of an image; an empty one for none
   * @return a new plot
   */
  public ClusterPlot captions(Function<AnalyzedImage, String> caption) {
    return new ClusterPlot(analysis, shelf, look.withCaption(caption));
  }

  /**
   * Draws the plot.
   *
   * @return an opaque RGB picture of the size times the scale
   * @throws ClipException if the Java runtime has no fonts
   */
  public BufferedImage toImage() {
    Scene scene = scene();
    Typesetter typesetter = Typesetter.of(look.fonts(), scene.unit());
    return Java2dCanvas.render(scene, photos(), look.theme(), typesetter, look.scale());
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

  /**
   * Draws the plot as SVG: one file that loads nothing, with photos as JPEG of at most two pixels a
   * unit and texts as text. It shows what the PNG shows. An existing file is replaced in one step.
   *
   * @param file in a directory that exists
   * @throws ClipException if the file cannot be written, or the Java runtime has no fonts
   */
  public void writeSvg(Path file) {
    PlotData data = data();
    String svg =
        SvgCanvas.render(
            PlotLayout.lay(data, look), photos(), look.theme(), data.title(), words(data));
    Interchange.text(file, out -> out.write(svg));
  }

  /**
   * Writes the laid out picture as JSON, for other renderers: places, thumbnails, borders, hulls,
   * names and texts, in units whose y grows downwards. {@code docs/scene.schema.json} describes it.
   * An existing file is replaced in one step.
   *
   * @param file in a directory that exists
   * @throws ClipException if the file cannot be written, or the Java runtime has no fonts
   */
  public void writeScene(Path file) {
    PlotData data = data();
    Scene scene = PlotLayout.lay(data, look);
    Interchange.text(
        file, out -> SceneJson.write(analysis, data, scene, look.theme(), photos(), out));
  }

  private static List<String> words(PlotData data) {
    return data.items().stream()
        .map(
            item ->
                item.name()
                    + " – "
                    + data.groups().get(item.cluster()).name()
                    + item.borderline().map(why -> " (" + why.reason() + ")").orElse(""))
        .toList();
  }

  ClipAnalysis analysis() {
    return analysis;
  }

  Photos photos() {
    return shelf.photos();
  }

  PlotData data() {
    return AnalysisPlot.of(analysis, photos(), look);
  }

  /** One a cluster, as {@code 0xRRGGBB}. */
  List<Integer> colours() {
    return look.palette().colours(analysis.clusters().size());
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
