package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Analyses with a model whose joint space has one axis a kind: "red 3.png" lies near the text
 * "red". Images called "broken" cannot be read.
 */
final class TestAnalyses {
  static final List<String> KINDS = List.of("red", "green", "blue");

  private TestAnalyses() {}

  /** Photos of every kind in turn, in clusters by kind. */
  static ClipAnalysis of(int photos) {
    return of(sources(photos), Math.min(photos, KINDS.size()));
  }

  /** Photos of every kind in turn, made anew whenever they are read. */
  static List<ImageSource> sources(int photos) {
    return IntStream.range(0, photos)
        .mapToObj(i -> KINDS.get(i % KINDS.size()) + " " + i + ".png")
        .map(TestAnalyses::photo)
        .toList();
  }

  /** The same in as many clusters as the silhouette says. */
  static ClipAnalysis chosen(int photos) {
    try (ClipModel model = ClipModel.of(imageEncoder(), textEncoder())) {
      return pipeline(model, 2, KINDS).clusterAutomatically(2, 6).analyze(sources(photos));
    }
  }

  static ClipAnalysis of(List<ImageSource> images, int clusters) {
    return of(images, clusters, KINDS);
  }

  static ClipAnalysis of(List<ImageSource> images, int clusters, List<String> labels) {
    try (ClipModel model = ClipModel.of(imageEncoder(), textEncoder())) {
      return pipeline(model, clusters, labels).analyze(images);
    }
  }

  /** The same without the images' sources. */
  static ClipAnalysis withoutSources(int images) {
    try (ClipModel model = ClipModel.of(imageEncoder(), textEncoder())) {
      return pipeline(model, 2, KINDS).analyze(of(images).embeddings());
    }
  }

  private static ClipPipeline pipeline(ClipModel model, int clusters, List<String> labels) {
    return ClipPipeline.using(model).cluster(clusters).nameFrom(labels).restarts(3);
  }

  /** A photo of noise, which is hard on JPEG, tinted in its kind's colour. */
  static ImageSource photo(String name) {
    return ImageSource.stream(
        name, () -> new ByteArrayInputStream(Encoders.jpeg(noise(name), 0.9f)));
  }

  private static RgbImage noise(String name) {
    Random random = new Random(name.hashCode());
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < 4000; i++) {
      graphics.setColor(new Color(random.nextInt(0x1000000)));
      graphics.fillRect(random.nextInt(400), random.nextInt(300), 6, 6);
    }
    graphics.dispose();
    byte[] rgb = new byte[400 * 300 * 3];
    for (int i = 0, p = 0; i < 400 * 300; i++) {
      int pixel = image.getRGB(i % 400, i / 400);
      for (int shift = 16; shift >= 0; shift -= 8) {
        rgb[p++] = (byte) (pixel >> shift);
      }
    }
    return RgbImage.of(400, 300, rgb);
  }

  private static ImageEncoder imageEncoder() {
    return ImageEncoder.of(KINDS.size(), "kinds", source -> vector(source.name()));
  }

  private static float[] vector(String name) {
    if (name.startsWith("broken")) {
      throw new ImageException("no picture: <b>none</b>");
    }
    Random random = new Random(name.hashCode());
    float[] vector = new float[KINDS.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (name.contains(KINDS.get(i)) ? 1 : 0) + 0.1f * (float) random.nextGaussian();
    }
    return vector;
  }

  private static TextEncoder textEncoder() {
    return new TextEncoder() {
      @Override
      public int dimension() {
        return KINDS.size();
      }

      @Override
      public String fingerprint() {
        return "kinds";
      }

      @Override
      public float[][] encode(List<String> texts) {
        return texts.stream().map(TestAnalyses::vector).toArray(float[][]::new);
      }

      @Override
      public void close() {}
    };
  }
}
