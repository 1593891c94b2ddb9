package io.github.clip4j.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Recovers what a joint graph multiplies its cosines by, and adds to them: it is run once on noise
 * and a few random token ids, and {@code logits = factor · cosine + bias} is solved by least
 * squares.
 *
 * @param factor what cosines are multiplied by
 * @param bias what is added afterwards; about zero for CLIP
 */
public record JointLogits(double factor, double bias) {

  private static final int ROWS = 3;
  private static final int LENGTH = 6;

  /** Behind the special tokens of every tokenizer, and within every vocabulary. */
  private static final int FIRST_ID = 8;

  private static final int LAST_ID = 60;

  /**
   * The misfit, relative to the spread of the logits, from which on the graph is not understood.
   */
  private static final double LARGEST_MISFIT = 1e-3;

  /** The same where logits are rounded to half precision. */
  private static final double LARGEST_MISFIT_OF_HALVES = 5e-2;

  /**
   * Solves for a graph's factor and bias.
   *
   * @param graph a joint graph, or another
   * @param rules what the model's files say about the graph
   * @return the solution, or nothing where the graph gives no logits or not both embeddings, takes
   *     fewer than two images and texts in all, or its logits are no line over the cosines
   */
  public static Optional<JointLogits> solve(OnnxGraph graph, TowerRules rules) {
    GraphInputs inputs = new GraphInputs(graph);
    Port logits = output(graph, "logits_per_image");
    Port images = output(graph, EmbeddingOutput.IMAGE.get(0));
    Port texts = output(graph, EmbeddingOutput.TEXT.get(0));
    if (!inputs.isJoint() || logits == null || images == null || texts == null) {
      return Optional.empty();
    }
    int imageRows = rows(inputs.pixels());
    int textRows = rows(inputs.ids());
    if (imageRows * textRows < 2) {
      return Optional.empty();
    }
    try (Feeds feeds = new Feeds()) {
      feedTexts(feeds, inputs, rules, textRows);
      feedNoise(feeds, inputs, rules, imageRows);
      return line(
          cosines(graph.run(feeds, images), graph.run(feeds, texts)),
          graph.run(feeds, logits),
          logits.isHalf() ? LARGEST_MISFIT_OF_HALVES : LARGEST_MISFIT);
    }
  }

  private static int rows(Port input) {
    return input.size(0) > 0 ? input.size(0) : ROWS;
  }

  private static @Nullable Port output(OnnxGraph graph, String name) {
    return graph.outputPorts().stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static void feedTexts(Feeds feeds, GraphInputs inputs, TowerRules rules, int rows) {
    int fixed = inputs.ids().size(1);
    int length = fixed > 0 ? fixed : rules.paddedLength().orElse(LENGTH);
    Random random = new Random(2);
    int[][] ids = new int[rows][length];
    int[][] mask = new int[rows][length];
    for (int i = 0; i < rows; i++) {
      Arrays.setAll(ids[i], j -> FIRST_ID + random.nextInt(LAST_ID - FIRST_ID + 1));
      Arrays.fill(mask[i], 1);
    }
    inputs.feedText(feeds, ids, mask);
  }

  private static void feedNoise(Feeds feeds, GraphInputs inputs, TowerRules rules, int rows) {
    FloatBuffer noise = Feeds.directFloats(rows * 3 * rules.imageHeight() * rules.imageWidth());
    Random random = new Random(1);
    while (noise.hasRemaining()) {
      noise.put((float) random.nextGaussian());
    }
    inputs.feedPixels(feeds, noise.rewind(), rows, rules.imageHeight(), rules.imageWidth());
  }

  private static double[][] cosines(float[][] images, float[][] texts) {
    double[][] cosines = new double[images.length][texts.length];
    for (int i = 0; i < images.length; i++) {
      for (int j = 0; j < texts.length; j++) {
        double norms = dot(images[i], images[i]) * dot(texts[j], texts[j]);
        cosines[i][j] = dot(images[i], texts[j]) / Math.sqrt(norms);
      }
    }
    return cosines;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static Optional<JointLogits> line(double[][] x, float[][] y, double largestMisfit) {
    double meanX = 0;
    double meanY = 0;
    int n = x.length * x[0].length;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        meanX += x[i][j] / n;
        meanY += y[i][j] / n;
      }
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        xx += (x[i][j] - meanX) * (x[i][j] - meanX);
        xy += (x[i][j] - meanX) * (y[i][j] - meanY);
        yy += (y[i][j] - meanY) * (y[i][j] - meanY);
      }
    }
    double factor = xy / xx;
    double misfit = Math.sqrt(Math.max(0, yy - factor * xy) / yy);
    return misfit < largestMisfit && factor > 0
        ? Optional.of(new JointLogits(factor, meanY - factor * meanX))
        : Optional.empty();
  }
}
