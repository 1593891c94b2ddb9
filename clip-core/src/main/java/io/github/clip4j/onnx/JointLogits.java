package io.github.clip4j.onnx;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.TokenBatch;
import io.github.clip4j.text.TokenizedText;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Recovers what a joint graph multiplies its cosines by, and adds to them: it is run once on noise
 * and a few texts, and {@code logits = factor · cosine + bias} is solved by least squares.
 *
 * @param factor what cosines are multiplied by
 * @param bias what is added afterwards; about zero for CLIP
 */
public record JointLogits(double factor, double bias) {

  private static final List<String> TEXTS = List.of("a cat", "the sea at night", "12 red bicycles");

  /**
   * The misfit, relative to the spread of the logits, from which on the graph is not understood.
   */
  private static final double LARGEST_MISFIT = 1e-3;

  /**
   * Solves for a graph's factor and bias.
   *
   * @param graph a joint graph
   * @param tokenizer the model's
   * @param rules what the model's files say about the graph
   * @return the solution, or nothing where the graph gives no logits or not both embeddings
   * @throws ModelException if its logits are not a line over the cosines
   */
  public static Optional<JointLogits> solve(
      OnnxGraph graph, ClipTokenizer tokenizer, TowerRules rules) {
    GraphInputs inputs = new GraphInputs(graph);
    Port logits = output(graph, "logits_per_image");
    Port images = output(graph, EmbeddingOutput.IMAGE.get(0));
    Port texts = output(graph, EmbeddingOutput.TEXT.get(0));
    if (!inputs.isJoint() || logits == null || images == null || texts == null) {
      return Optional.empty();
    }
    try (Feeds feeds = new Feeds()) {
      feed(feeds, inputs, tokenizer, rules);
      return Optional.of(
          line(
              cosines(graph.run(feeds, images), graph.run(feeds, texts)),
              graph.run(feeds, logits),
              graph));
    }
  }

  private static @Nullable Port output(OnnxGraph graph, String name) {
    return graph.outputPorts().stream()
        .filter(port -> port.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static void feed(
      Feeds feeds, GraphInputs inputs, ClipTokenizer tokenizer, TowerRules rules) {
    List<TokenizedText> texts = TEXTS.stream().map(tokenizer::tokenize).toList();
    int longest = texts.stream().mapToInt(TokenizedText::length).max().orElseThrow();
    int fixed = inputs.ids().size(1);
    TokenBatch batch =
        tokenizer.pad(texts, fixed > 0 ? fixed : rules.paddedLength().orElse(longest));
    inputs.feedText(feeds, batch.ids(), batch.attentionMask());
    int rows = texts.size();
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

  private static JointLogits line(double[][] x, float[][] y, OnnxGraph graph) {
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
    if (!(misfit < LARGEST_MISFIT) || factor <= 0) {
      throw new ModelException(
          graph.file()
              + ": expected logits that are a line over the cosines, found a misfit of "
              + misfit);
    }
    return new JointLogits(factor, meanY - factor * meanX);
  }
}
