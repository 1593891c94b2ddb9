package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/** A file of embeddings is damaged, of another kind, or of another model. */
public class EmbeddingException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that names the file.
   *
   * @param message says what was expected, what was found and what to do
   */
  public EmbeddingException(String message) {
    super(message);
  }

  /**
   * As {@link #EmbeddingException(String)}, with the exception that led to it.
   *
   * @param message says what was expected, what was found and what to do
   * @param cause what led to it, or null
   */
  public EmbeddingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
