package io.github.clip4j.encoder;

import java.util.List;
import java.util.function.Consumer;

/** Turns texts into vectors of a joint space. Encoders may be used by many threads at once. */
public interface TextEncoder extends AutoCloseable {

  /** {@return the entries of a vector, {@code d}} */
  int dimension();

  /**
   * {@return a name for the model: vectors are comparable only where this string is equal}
   *
   * <p>The encoders of one joint space have the same.
   */
  String fingerprint();

  /**
   * Encodes texts. A vector depends on its own text only, not on the others of the call.
   *
   * @param texts used as they are
   * @return {@code [texts.size()][d]}, of any norm: the caller normalises copies. The arrays are
   *     only read, so they may be those of a table; they must not change afterwards
   */
  float[][] encode(List<String> texts);

  /**
   * As {@link #encode(List)}, telling which texts were cut. An encoder that cuts none need not
   * implement it.
   *
   * @param texts used as they are
   * @param onTruncated receives each text that was cut, in the order of the texts, on this thread
   * @return {@code [texts.size()][d]}, as from {@link #encode(List)}
   */
  default float[][] encode(List<String> texts, Consumer<TruncatedText> onTruncated) {
    return encode(texts);
  }

  /** Closes what the encoder holds; closing twice is harmless. */
  @Override
  void close();
}
