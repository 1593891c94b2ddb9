package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/**
 * A journal of embeddings cannot be used: it is of another model, in use by another run, something
 * else, or it cannot be written. What it held before stays in it.
 */
public class JournalException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that names the journal.
   *
   * @param message says what was expected, what was found and what to do
   */
  public JournalException(String message) {
    super(message);
  }

  /**
   * As {@link #JournalException(String)}, with the exception that led to it.
   *
   * @param message says what was expected, what was found and what to do
   * @param cause what led to it, or null
   */
  public JournalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
