package io.github.clip4j.embedding;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.error.TextException;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an encoder embed texts, and labels in the prompts made of them.
 *
 * <p>Many texts are encoded on several threads, in portions of texts of similar length: encoders
 * run texts of equal length together. What a portion holds depends on the texts only.
 */
public final class TextEmbedder {
  private static final Logger LOG = LoggerFactory.getLogger(TextEmbedder.class);

  /** Bounds the memory of a call: this many prompts are encoded at a time. */
  private static final int PROMPTS_AT_A_TIME = 4096;

  /** Texts of one portion: enough for full runs, few enough to keep all threads at work. */
  private static final int PORTION = 64;

  private static final int MOST_CHARACTERS_SHOWN = 80;

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
   * @throws TextException if a text is refused, or its vector holds NaN or infinity
   * @throws io.github.clip4j.error.ModelException if the encoder gives vectors of another number or
   *     length than it promises
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted, and nothing is left running
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
    List<TruncatedText> cut = new ArrayList<>();
    List<float[]> vectors = encode(texts, cut);
    cut.forEach(onTruncated);
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
    List<TruncatedText> cut = new ArrayList<>();
    List<float[]> vectors = encode(texts, cut);
    if (!cut.isEmpty()) {
      LOG.warn(
          "{} of {} texts have more than the {} tokens that the model takes and were cut; the first"
              + " is number {}",
          cut.size(),
          texts.size(),
          cut.get(0).limit(),
          cut.get(0).index());
    }
    return vectors;
  }

  /** All vectors, of any norm but finite, and what was cut, in the order of the texts. */
  private List<float[]> encode(List<String> texts, List<TruncatedText> cut) {
    float[][] vectors = vectors(texts, cut);
    for (int i = 0; i < vectors.length; i++) {
      if (!Double.isFinite(UnitVectors.squaredNorm(vectors[i], 0, vectors[i].length))) {
        throw new TextException(
            "the model returned NaN or infinity for the text " + shown(texts.get(i)));
      }
    }
    return Arrays.asList(vectors);
  }

  private static String shown(String text) {
    String shown =
        text.length() > MOST_CHARACTERS_SHOWN
            ? text.substring(0, MOST_CHARACTERS_SHOWN) + "…"
            : text;
    return "\"" + shown + "\"";
  }

  private float[][] vectors(List<String> texts, List<TruncatedText> cut) {
    if (texts.isEmpty()) {
      return new float[0][];
    }
    if (texts.size() <= PORTION) {
      return encodeTogether(texts, cut::add);
    }
    try {
      return encodeInPortions(texts, cut);
    } catch (TextException e) {
      // It names the text by its place in a portion; all texts at once name the right one.
      return encodeTogether(texts, cut::add);
    }
  }

  private float[][] encodeTogether(List<String> texts, Consumer<TruncatedText> onTruncated) {
    float[][] vectors = encoder.encode(texts, onTruncated);
    return new PromisedVectors(encoder.dimension(), encoder.fingerprint())
        .require(vectors, texts.size(), i -> shown(texts.get(i)));
  }

  private float[][] encodeInPortions(List<String> texts, List<TruncatedText> cut) {
    List<Integer> byLength = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    byLength.sort(Comparator.comparingInt(i -> texts.get(i).length()));
    float[][] vectors = new float[texts.size()][];
    List<Future<List<TruncatedText>>> portions = new ArrayList<>();
    try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
      for (int start = 0; start < texts.size(); start += PORTION) {
        List<Integer> rows = byLength.subList(start, Math.min(start + PORTION, texts.size()));
        portions.add(
            CompletableFuture.supplyAsync(() -> encodePortion(rows, texts, vectors), workers));
      }
      portions.forEach(portion -> cut.addAll(Workers.await(portion)));
    }
    cut.sort(Comparator.comparingInt(TruncatedText::index));
    return vectors;
  }

  private List<TruncatedText> encodePortion(
      List<Integer> rows, List<String> texts, float[][] vectors) {
    List<TruncatedText> cut = new ArrayList<>();
    float[][] encoded =
        encodeTogether(
            rows.stream().map(texts::get).toList(),
            text ->
                cut.add(new TruncatedText(rows.get(text.index()), text.tokens(), text.limit())));
    for (int i = 0; i < encoded.length; i++) {
      vectors[rows.get(i)] = encoded[i];
    }
    return cut;
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
      double norm = UnitVectors.norm(vector, 0, vector.length);
      int start = added / size * sum.length;
      added++;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (vector[i] / norm);
        if (added % size == 0) {
          values[start + i] = (float) (sum[i] / size);
          sum[i] = 0;
        }
      }
    }
  }
}
