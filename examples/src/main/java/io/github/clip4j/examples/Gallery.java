package io.github.clip4j.examples;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.viz.ClusterPlot;
import io.github.clip4j.viz.Hulls;
import io.github.clip4j.viz.Interchange;
import io.github.clip4j.viz.Palette;
import io.github.clip4j.viz.PhotoLayout;
import io.github.clip4j.viz.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws the pictures of {@code docs/gallery.md}, and writes one analysis in every format that other
 * tools read.
 */
public final class Gallery {
  private static final List<Integer> COUNTS = List.of(10, 30, 60, 200);

  private Gallery() {}

  /**
   * Draws the gallery of the bundled photos, and tells how well the places keep neighbours.
   *
   * @param args the directory for the pictures ({@code gallery} if there is no argument), then the
   *     numbers of photos (10, 30, 60 and 200 if there are none)
   * @throws IOException if one cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args.length > 0 ? args[0] : "gallery");
    List<Integer> counts =
        args.length > 1 ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList() : COUNTS;
    Files.createDirectories(directory);
    try (ClipModel model = ClipModel.load("mini")) {
      ClipPipeline pipeline =
          ClipPipeline.using(model).nameFrom("animal", "food", "object", "vehicle").seed(42);
      for (int count : counts) {
        ClipAnalysis analysis = pipeline.cluster(4).analyze(GalleryPhotos.take(count));
        ClusterPlot plot = ClusterPlot.of(analysis);
        draw(plot, directory.resolve(count + "-photos.jpg"));
        System.out.printf(
            Locale.ROOT,
            "%d photos: of each one's 5 nearest, %.0f %% still are, in a grid %.0f %%%n",
            count,
            100 * kept(plot),
            100 * kept(plot.layout(PhotoLayout.GRID)));
      }
      ClipAnalysis bundled = pipeline.cluster(4).analyze(GalleryPhotos.take(26));
      drawVariants(ClusterPlot.of(bundled), directory);
      drawNames(model, directory);
      writeFormats(ClusterPlot.of(bundled), Files.createDirectories(directory.resolve("formats")));
    }
    System.out.println("drawn in " + directory);
  }

  private static double kept(ClusterPlot plot) throws IOException {
    Path scene = Files.createTempFile("scene", ".json");
    try {
      plot.writeScene(scene);
      return Neighbourhoods.kept(scene, 5);
    } finally {
      Files.delete(scene);
    }
  }

  private static void drawVariants(ClusterPlot plot, Path directory) throws IOException {
    ClusterPlot small = plot.scale(0.75);
    draw(small.theme(Theme.DARK), directory.resolve("dark.jpg"));
    draw(
        small.palette(Palette.OKABE_ITO).hulls(Hulls.ELLIPSE),
        directory.resolve("okabe-ito-ellipses.jpg"));
    draw(small.layout(PhotoLayout.GRID), directory.resolve("grid.jpg"));
    draw(small.captions(), directory.resolve("captions.jpg"));
  }

  /** Names in other scripts, and one that is too long. */
  private static void drawNames(ClipModel model, Path directory) throws IOException {
    Map<String, String> words =
        Map.of(
            "חיות בר וחיות מחמד", "animal",
            "食べ物と飲み物", "food",
            "things that one can hold in one hand, and that nobody would want to eat", "object",
            "مركبات 2026", "vehicle");
    try (ClipModel translating = TranslatedLabels.of(model, words)) {
      ClipAnalysis analysis =
          ClipPipeline.using(translating)
              .cluster(4)
              .nameFrom(List.copyOf(new TreeSet<>(words.keySet())))
              .analyze(GalleryPhotos.take(26));
      draw(ClusterPlot.of(analysis).scale(0.75), directory.resolve("names.jpg"));
    }
  }

  private static void writeFormats(ClusterPlot plot, Path directory) {
    plot.scale(2).writePng(directory.resolve("plot.png"));
    plot.writeSvg(directory.resolve("plot.svg"));
    plot.writeScene(directory.resolve("scene.json"));
    Interchange files = Interchange.of(plot);
    files.writeCsv(directory.resolve("images.csv"));
    files.writeProjector(directory.resolve("projector"));
  }

  private static void draw(ClusterPlot plot, Path file) throws IOException {
    BufferedImage image = plot.toImage();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(0.85f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }
}
