package io.github.clip4j.onnx;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.error.TextException;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.LongTexts;
import io.github.clip4j.text.TokenBatch;
import io.github.clip4j.text.TokenizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts through an ONNX graph: the text tower of a model, or a joint graph, of which only the text
 * side is asked.
 *
 * <p>Texts are run with others of equal length, so that none is filled up for the sake of another;
 * only towers that read the padding get it, always to the same length. Dynamically quantised graphs
 * are run text by text unless {@link OnnxOptions#batchQuantized()} says otherwise. Closing waits
 * for runs under way and closes the tokenizer too.
 */
public final class OnnxTextEncoder implements TextEncoder {

  private static final Logger LOG = LoggerFactory.getLogger(OnnxTextEncoder.class);

  private static final int MOST_TEXTS_OF_A_RUN = 32;

  private final OnnxGraph graph;
  private final GraphInputs inputs;
  private final ClipTokenizer tokenizer;
  private final TowerRules rules;
  private final LongTexts longTexts;
  private final String fingerprint;
  private final Port output;
  private final int dimension;
  private final Queue<Feeds> idleFeeds = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private OnnxTextEncoder(
      OnnxGraph graph,
      ClipTokenizer tokenizer,
      TowerRules rules,
      LongTexts longTexts,
      String fingerprint) {
    this.graph = graph;
    this.tokenizer = tokenizer;
    this.rules = rules;
    this.longTexts = longTexts;
    this.fingerprint = fingerprint;
    this.inputs = new GraphInputs(graph);
    this.output = EmbeddingOutput.choose(graph, inputs, EmbeddingOutput.TEXT, rules);
    int fixed = inputs.ids().size(1);
    if (fixed > 0 && tokenizer.contextLength() > fixed) {
      throw inputs.refusal(
          "the tokenizer cuts at "
              + tokenizer.contextLength()
              + " tokens, the graph takes "
              + fixed);
    }
    this.dimension =
        output.size(1) > 0 ? output.size(1) : run(List.of(tokenizer.tokenize("a")))[0].length;
  }

  /**
   * An encoder for a graph. It keeps the graph open until it is closed itself.
   *
   * @param graph with one input for token ids, {@code [n, length]}
   * @param tokenizer makes the ids; no text may become longer than the graph takes. It is closed
   *     with the encoder
   * @param rules what the model's files say about the graph
   * @param longTexts what happens to a text that has more tokens than the model takes
   * @param fingerprint names the model
   * @return the encoder
   * @throws io.github.clip4j.error.ModelException if the graph wants other inputs, or has no output
   *     that is an embedding; the message lists what was found
   */
  public static OnnxTextEncoder of(
      OnnxGraph graph,
      ClipTokenizer tokenizer,
      TowerRules rules,
      LongTexts longTexts,
      String fingerprint) {
    OnnxTextEncoder encoder = new OnnxTextEncoder(graph, tokenizer, rules, longTexts, fingerprint);
    graph.retain();
    return encoder;
  }

  /**
   * {@return the fixed number of tokens that a graph takes, or {@link Integer#MAX_VALUE} where it
   * is free}
   *
   * @param graph a text tower or a joint graph
   */
  public static int tokenLimit(OnnxGraph graph) {
    int fixed = new GraphInputs(graph).ids().size(1);
    return fixed > 0 ? fixed : Integer.MAX_VALUE;
  }

  /** {@return the input that takes the token ids, the output that is the embedding} */
  public String describe() {
    return inputs.ids() + (inputs.hasMask() ? " and mask -> " : " -> ") + output;
  }

  /** {@return why that output is the embedding} */
  public String reason() {
    return EmbeddingOutput.reason(output, rules);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public float[][] encode(List<String> texts) {
    List<TruncatedText> cut = new ArrayList<>();
    float[][] vectors = encode(texts, cut::add);
    if (!cut.isEmpty()) {
      LOG.warn(
          "{} of {} texts have more than the {} tokens that the model takes and were cut; the first"
              + " is number {}, of {} tokens",
          cut.size(),
          texts.size(),
          cut.get(0).limit(),
          cut.get(0).index(),
          cut.get(0).tokens());
    }
    return vectors;
  }

  @Override
  public float[][] encode(List<String> texts, Consumer<TruncatedText> onTruncated) {
    checkOpen();
    List<TokenizedText> tokenized = tokenize(texts, onTruncated);
    float[][] vectors = new float[texts.size()][];
    buckets(tokenized)
        .forEach(
            (length, bucket) -> {
              int runSize = runSize(length);
              for (int start = 0; start < bucket.size(); start += runSize) {
                int end = Math.min(start + runSize, bucket.size());
                run(bucket.subList(start, end), tokenized, vectors);
              }
            });
    return vectors;
  }

  private List<TokenizedText> tokenize(List<String> texts, Consumer<TruncatedText> onTruncated) {
    List<TokenizedText> tokenized = new ArrayList<>();
    for (String text : texts) {
      TokenizedText tokens = tokenizer.tokenize(text);
      if (tokens.isTruncated()) {
        TruncatedText cut =
            new TruncatedText(tokenized.size(), tokens.untruncatedLength(), tokens.length());
        if (longTexts == LongTexts.FAIL) {
          throw new TextException(
              "expected texts of at most "
                  + cut.limit()
                  + " tokens, got one of "
                  + cut.tokens()
                  + ", number "
                  + cut.index()
                  + " of the call; shorten it, or open the model with LongTexts.TRUNCATE");
        }
        onTruncated.accept(cut);
      }
      tokenized.add(tokens);
    }
    return tokenized;
  }

  private void run(List<Integer> rows, List<TokenizedText> texts, float[][] vectors) {
    float[][] encoded = run(rows.stream().map(texts::get).toList());
    for (int i = 0; i < rows.size(); i++) {
      vectors[rows.get(i)] = encoded[i];
    }
  }

  /** The places of the texts by the length of the rows they will be in. */
  private Map<Integer, List<Integer>> buckets(List<TokenizedText> texts) {
    Map<Integer, List<Integer>> buckets = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      buckets.computeIfAbsent(rowLength(texts.get(i)), length -> new ArrayList<>()).add(i);
    }
    return buckets;
  }

  private int rowLength(TokenizedText text) {
    int fixed = inputs.ids().size(1);
    return fixed > 0 ? fixed : rules.paddedLength().orElse(text.length());
  }

  private int runSize(int length) {
    int fixed = inputs.ids().size(0);
    if (fixed > 0 || graph.runsSingly()) {
      return Math.max(1, fixed);
    }
    int fitting = graph.options().tokensOfARun() / length;
    return Math.max(1, Math.min(fitting, MOST_TEXTS_OF_A_RUN));
  }

  /**
   * Runs texts of one row length; a graph with a fixed batch gets the first text again and again.
   */
  private float[][] run(List<TokenizedText> texts) {
    List<TokenizedText> rows = new ArrayList<>(texts);
    while (rows.size() < inputs.ids().size(0)) {
      rows.add(texts.get(0));
    }
    TokenBatch batch = tokenizer.pad(rows, rowLength(texts.get(0)));
    Feeds idle = idleFeeds.poll();
    Feeds feeds = idle == null ? new Feeds() : idle;
    try (Feeds run = feeds) {
      inputs.feedText(run, batch.ids(), mask(batch));
      if (inputs.isJoint()) {
        inputs.feedIdlePixels(run, rows.size(), rules.imageHeight(), rules.imageWidth());
      }
      return graph.run(run, output);
    } finally {
      idleFeeds.add(feeds);
    }
  }

  /** Towers that read the padding were trained without a mask: nothing is hidden from them. */
  private int[][] mask(TokenBatch batch) {
    int[][] mask = batch.attentionMask();
    if (rules.paddedLength().isPresent()) {
      for (int[] row : mask) {
        Arrays.fill(row, 1);
      }
    }
    return mask;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the text encoder of " + graph.file() + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      graph.release();
      tokenizer.close();
    }
  }
}
