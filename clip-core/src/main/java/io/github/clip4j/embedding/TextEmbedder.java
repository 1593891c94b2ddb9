package io.github.clip4j.embedding;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.linalg.Rows;
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
    Means means = new Means(labels.size(), templates.size());
    List<String> prompts = new ArrayList<>();
    for (String label : labels) {
      for (String prompt : templates.apply(label)) {
        prompts.add(prompt);
        if (prompts.size() == PROMPTS_AT_A_TIME) {
          encode(prompts).forEach(means::add);
          prompts.clear();
        }
      }
    }
    encode(prompts).forEach(means::add);
    return Embeddings.of(labels, Rows.of(means.values, encoder.dimension()), encoder.fingerprint());
  }

  private List<float[]> encode(List<String> texts) {
    return texts.isEmpty() ? List.of() : Arrays.asList(encoder.encode(texts));
  }

  /** The means of the labels' vectors, which come one after the other. */
  private final class Means {
    private final float[] values;
    private final int size;
    private final double[] sum = new double[encoder.dimension()];
    private int added;

    /** Of {@code size} vectors each. */
    Means(int labels, int size) {
      this.values = new float[Math.multiplyExact(labels, sum.length)];
      this.size = size;
    }

    void add(float[] vector) {
      UnitVectors.normalize(vector, 0, vector.length);
      int start = added / size * sum.length;
      added++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
        if (added % size == 0) {
          values[start + i] = (float) (sum[i] / size);
          sum[i] = 0;
        }
      }
    }
  }
}
