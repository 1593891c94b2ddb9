package io.github.clip4j.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.text.TokenizerFiles.Limit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;

/**
 * Turns texts into token ids as the {@code tokenizer.json} of a model says.
 *
 * <p>One tokenizer may be used by many threads. It holds native memory: close it; closing waits for
 * calls under way, closing twice is harmless, and every other call after that throws {@link
 * IllegalStateException}.
 */
public final class ClipTokenizer implements AutoCloseable {

  private static final int CAPITAL_I_WITH_DOT = 0x130;

  private final TokenizerFiles files;
  private final HuggingFaceTokenizer tokenizer;
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private final Limit context;
  private final int specialsAtStart;
  private final int specialsAtEnd;
  private boolean closed;

  private ClipTokenizer(TokenizerFiles files, HuggingFaceTokenizer tokenizer, Limit context) {
    this.files = files;
    this.tokenizer = tokenizer;
    this.context = context;
    long[] mask = specialTokensAround("a");
    int start = 0;
    while (start < mask.length && mask[start] == 1) {
      start++;
    }
    int end = 0;
    while (end < mask.length - start && mask[mask.length - 1 - end] == 1) {
      end++;
    }
    this.specialsAtStart = start;
    this.specialsAtEnd = end;
  }

  private long[] specialTokensAround(String text) {
    try {
      return tokenizer.encode(text, true, false).getSpecialTokenMask();
    } catch (RuntimeException e) {
      throw new ModelException(
          "cannot tokenize by " + files.tokenizerJson() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Looks for a tokenizer without reading it.
   *
   * @param directory of a model
   * @return the {@code tokenizer.json} that {@link #load(Path)} would read; empty if there is none
   */
  public static Optional<Path> find(Path directory) {
    return TokenizerFiles.tokenizerJson(directory);
  }

  /**
   * Loads the tokenizer of a model directory; no graph is touched. The context length is the least
   * that {@code tokenizer_config.json}, {@code sentence_bert_config.json} and {@code config.json}
   * name.
   *
   * @param directory holds {@code tokenizer.json}, or has it in {@code text/} (a text model of its
   *     own, which is then meant) or {@code textual/}
   * @return the tokenizer
   * @throws ModelException if there is none, or if no file tells the context length
   */
  public static ClipTokenizer load(Path directory) {
    return load(directory, Integer.MAX_VALUE);
  }

  /**
   * As {@link #load(Path)}, for a graph that takes no more than a number of tokens.
   *
   * @param directory holds {@code tokenizer.json}, or has it in {@code textual/}
   * @param graphLimit the most tokens that the graph takes; {@link Integer#MAX_VALUE} where it does
   *     not say
   * @return the tokenizer
   * @throws ModelException if there is none, or if nothing tells the context length
   */
  public static ClipTokenizer load(Path directory, int graphLimit) {
    return load(directory, () -> graphLimit);
  }

  /**
   * As {@link #load(Path, int)}, for a graph that is opened meanwhile.
   *
   * @param directory holds {@code tokenizer.json}, or has it in {@code textual/}
   * @param graphLimit asked last for the most tokens that the graph takes; what it throws is thrown
   * @return the tokenizer
   * @throws ModelException if there is none, or if nothing tells the context length
   */
  public static ClipTokenizer load(Path directory, IntSupplier graphLimit) {
    TokenizerFiles files = TokenizerFiles.find(directory);
    HuggingFaceTokenizer tokenizer = DjlSwitches.open(files.tokenizerJson());
    try {
      return new ClipTokenizer(files, tokenizer, context(files, graphLimit.getAsInt()));
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  private static Limit context(TokenizerFiles files, int graphLimit) {
    Limit named = files.limit().orElse(new Limit(Integer.MAX_VALUE, ""));
    Limit context = graphLimit < named.tokens() ? new Limit(graphLimit, "the graph") : named;
    if (context.tokens() == Integer.MAX_VALUE) {
      throw new ModelException(
          "expected the model's context length, found none for "
              + files.tokenizerJson()
              + "; add model_max_length to a tokenizer_config.json beside it");
    }
    return context;
  }

  /** {@return the {@code tokenizer.json} that was loaded} */
  public Path file() {
    return files.tokenizerJson();
  }

  /** {@return the most ids of one text, special tokens included} */
  public int contextLength() {
    return context.tokens();
  }

  /** {@return which file, or the graph, names the context length} */
  public String contextSource() {
    return context.source();
  }

  /** {@return the id that fills rows, or empty where the tokenizer's files name none} */
  public OptionalInt padId() {
    return files.padId();
  }

  /**
   * The ids of one text.
   *
   * @param text any text; unpaired surrogates count as U+FFFD
   * @return its ids, special tokens included, cut to the context length, not padded
   * @throws IllegalStateException if this tokenizer is closed
   */
  public int[] ids(String text) {
    return tokenize(text).ids();
  }

  /**
   * The ids of one text, and how many there were before it was cut.
   *
   * @param text any text; unpaired surrogates count as U+FFFD
   * @return its ids, cut to the context length, not padded
   * @throws IllegalStateException if this tokenizer is closed
   */
  public TokenizedText tokenize(String text) {
    String wellFormed = WellFormed.of(files.lowerCases() ? lowerCase(text) : text);
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("this tokenizer is closed");
      }
      Encoding encoding = tokenizer.encode(wellFormed, true, false);
      return cut(encoding.getIds());
    } finally {
      lifetime.readLock().unlock();
    }
  }

  /**
   * One end goes, which the model's files choose; the special tokens that open and close a text
   * stay: what {@code truncation=True} does there.
   */
  private TokenizedText cut(long[] ids) {
    int length = Math.min(ids.length, contextLength());
    int kept = files.cutsLeft() ? Math.min(specialsAtStart, length) : length - specialsAtEnd;
    int dropped = ids.length - length;
    int[] result = new int[length];
    for (int i = 0; i < length; i++) {
      result[i] = Math.toIntExact(ids[i < kept ? i : i + dropped]);
    }
    return new TokenizedText(result, ids.length);
  }

  /**
   * The ids of several texts as rows of equal length.
   *
   * @param texts at least one text
   * @param padding how far the rows are filled
   * @return the rows, in the order of the texts
   * @throws ModelException if rows must be filled and the tokenizer's files name no pad token
   * @throws IllegalStateException if this tokenizer is closed
   */
  public TokenBatch batch(List<String> texts, Padding padding) {
    List<TokenizedText> tokenized = texts.stream().map(this::tokenize).toList();
    int longest = tokenized.stream().mapToInt(TokenizedText::length).max().orElse(0);
    return pad(tokenized, padding == Padding.LONGEST ? longest : contextLength());
  }

  /**
   * Fills tokenized texts up to one length.
   *
   * @param texts at least one text
   * @param length the length of the rows, at least that of the longest text
   * @return the rows, in the order of the texts
   * @throws ModelException if rows must be filled and the tokenizer's files name no pad token
   */
  public TokenBatch pad(List<TokenizedText> texts, int length) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("expected at least one text, got none");
    }
    int longest = texts.stream().mapToInt(TokenizedText::length).max().orElseThrow();
    if (longest > length) {
      throw new IllegalArgumentException(
          "expected texts of at most " + length + " tokens, got one of " + longest);
    }
    if (padId().isEmpty() && texts.stream().anyMatch(text -> text.length() < length)) {
      throw new ModelException(
          "expected a pad token, found none in the tokenizer's files; add pad_token to its"
              + " tokenizer_config.json");
    }
    return new TokenBatch(texts, length, padId().orElse(0), files.padsLeft());
  }

  /** Character by character, without context, as the reference's normaliser does. */
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == CAPITAL_I_WITH_DOT) {
                lower.append("i\u0307"); // the one letter that becomes two
              } else {
                lower.appendCodePoint(Character.toLowerCase(c));
              }
            });
    return lower.toString();
  }

  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        tokenizer.close();
      }
    } finally {
      lifetime.writeLock().unlock();
    }
  }
}
