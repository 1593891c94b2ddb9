package io.github.clip4j.embedding;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Has an encoder embed texts, and labels in the prompts made of them. */
public final class TextEmbedder {
  /** Bounds the memory of a call: this many prompts are encoded at a time. */
  private static final int PROMPTS_AT_A_TIME = 1024;

  private final TextEncoder encoder;

  private TextEmbedder(TextEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * The encoder stays the caller's to close.
   *
   * @param encoder the encoder
   * @return the embedder
   */
  public static TextEmbedder of(TextEncoder encoder) {
    return new TextEmbedder(encoder);
  }

  /**
   * Embeds each text.
   *
   * @param texts used as they are
   * @return {@code [m, d]}; the ids are the texts
   */
  public Embeddings embed(List<String> texts) {
    return Embeddings.of(texts, encode(texts), encoder.dimension(), encoder.fingerprint());
  }

  /**
   * As {@link #embed(List)}, telling which texts were cut.
   *
   * @param texts used as they are
   * @param onTruncated receives each text that is longer than the model takes, in their order
   * @return {@code [m, d]}; the ids are the texts
   */
  public Embeddings embed(List<String> texts, Consumer<TruncatedText> onTruncated) {
    List<float[]> vectors =
        texts.isEmpty() ? List.of() : Arrays.asList(encoder.encode(texts, onTruncated));
    return Embeddings.of(texts, vectors, encoder.dimension(), encoder.fingerprint());
  }

  /**
   * Embeds each label as the mean of its prompts: every prompt is encoded and normalised, the mean
   * of them normalised again (the prompt ensemble of Radford et al. 2021, section 3.1.4, in the
   * order of open_clip's {@code build_zero_shot_classifier}).
   *
   * @param labels the words
   * @param templates make the prompts of a word
   * @return {@code [m, d]}; the ids are the labels
   */
  public Embeddings embedLabels(List<String> labels, PromptTemplates templates) {
    List<float[]> means = new ArrayList<>();
    int labelsAtATime = Math.max(1, PROMPTS_AT_A_TIME / templates.size());
    for (int first = 0; first < labels.size(); first += labelsAtATime) {
      List<String> some = labels.subList(first, Math.min(first + labelsAtATime, labels.size()));
      List<float[]> vectors =
          encode(some.stream().flatMap(label -> templates.apply(label).stream()).toList());
      for (int i = 0; i < some.size(); i++) {
        int start = i * templates.size();
        means.add(meanOfUnitVectors(vectors.subList(start, start + templates.size())));
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
