package io.github.clip4j.examples;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.Cluster;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImageSource;
import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** Groups photos by colour, with an encoder that is one method. */
public final class BringYourOwnEncoder {
  private static final int LEVELS = 4;

  private BringYourOwnEncoder() {}

  /**
   * Groups photos and prints who is with whom.
   *
   * @param args a folder of photos; the bundled ones if there is no argument
   */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "examples/photos/demo");
    ImageEncoder colours =
        ImageEncoder.of(LEVELS * LEVELS * LEVELS, "colours-4x4x4", BringYourOwnEncoder::histogram);

    try (ClipModel model = ClipModel.of(colours)) {
      ClipAnalysis analysis =
          ClipPipeline.using(model).cluster(3).analyze(ImageSource.directory(folder));
      for (Cluster cluster : analysis.clusters()) {
        System.out.println(cluster.name());
        analysis.images().stream()
            .filter(image -> image.cluster() == cluster.id())
            .forEach(image -> System.out.println("  " + image.name()));
      }
    }
  }

  /** The share of each of 64 colours; square roots, so that a large plain area is not all. */
  private static float[] histogram(ImageSource photo) {
    BufferedImage image = ImageDecoder.standard().decode(photo).toBufferedImage();
    float[] counts = new float[LEVELS * LEVELS * LEVELS];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int red = (rgb >> 16 & 255) * LEVELS / 256;
        int green = (rgb >> 8 & 255) * LEVELS / 256;
        int blue = (rgb & 255) * LEVELS / 256;
        counts[(red * LEVELS + green) * LEVELS + blue]++;
      }
    }
    float pixels = (float) image.getWidth() * image.getHeight();
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (float) Math.sqrt(counts[i] / pixels);
    }
    return counts;
  }
}
