package io.github.clip4j.encoder;

import java.util.List;

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
   * @return {@code [texts.size()][d]}, of any norm: the caller normalises
   */
  float[][] encode(List<String> texts);

  /** Closes what the encoder holds; closing twice is harmless. */
  @Override
  void close();
}
