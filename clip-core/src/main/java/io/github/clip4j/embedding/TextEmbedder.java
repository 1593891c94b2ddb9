package io.github.clip4j.embedding;

import io.github.clip4j.encoder.TextEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Has an encoder embed texts, and labels in the prompts made of them. */
public final class TextEmbedder {
  /** Bounds the memory of a call: this many prompts are encoded at a time. */
  private static final int PROMPTS_AT_A_TIME = 1024;

  private final TextEncoder encoder;

  private TextEmbedder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  /** The encoder stays the caller's to close. */
  public static TextEmbedder of(TextEncoder encoder) {
    return new TextEmbedder(encoder);
  }

  /**
   * Embeds each text.
   *
   * @return {@code [m, d]}; the ids are the texts
   */
  public Embeddings embed(List<String> texts) {
    return Embeddings.of(texts, encode(texts), encoder.dimension(), encoder.fingerprint());
  }

  /**
   * Embeds each label as the mean of its prompts: every prompt is encoded and normalised, the mean
   * of them normalised again (the prompt ensemble of Radford et al. 2021, section 3.1.4, in the
   * order of open_clip's {@code build_zero_shot_classifier}).
   *
   * @param prompts each makes a prompt of a label; at least one
   * @return {@code [m, d]}; the ids are the labels
   */
  public Embeddings embedLabels(
      List<String> labels, List<? extends UnaryOperator<String>> prompts) {
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException("expected at least one prompt, got none");
    }
    List<float[]> means = new ArrayList<>();
    int labelsAtATime = Math.max(1, PROMPTS_AT_A_TIME / prompts.size());
    for (int first = 0; first < labels.size(); first += labelsAtATime) {
      List<String> some = labels.subList(first, Math.min(first + labelsAtATime, labels.size()));
      List<String> texts = new ArrayList<>();
      for (String label : some) {
        prompts.forEach(prompt -> texts.add(prompt.apply(label)));
      }
      List<float[]> vectors = encode(texts);
      for (int i = 0; i < some.size(); i++) {
        int start = i * prompts.size();
        means.add(meanOfUnitVectors(vectors.subList(start, start + prompts.size())));
      }
    }
    return Embeddings.of(labels, means, encoder.dimension(), encoder.fingerprint());
  }

  private List<float[]> encode(List<String> texts) {
    return texts.isEmpty() ? List.of() : Arrays.asList(encoder.encode(texts));
  }

  private float[] meanOfUnitVectors(List<float[]> vectors) {
    double[] sum = new double[encoder.dimension()];
    for (float[] vector : vectors) {
      UnitVectors.normalize(vector, 0, vector.length);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = (float) (sum[i] / vectors.size());
    }
    return mean;
  }
}
