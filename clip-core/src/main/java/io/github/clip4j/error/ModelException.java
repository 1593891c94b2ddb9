package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/** A model cannot be found, understood or run. */
public class ModelException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that names the model and lists what was found.
   *
   * @param message says what was expected, what was found and what to do
   */
  public ModelException(String message) {
    super(message);
  }

  /**
   * As {@link #ModelException(String)}, with the exception that led to it.
   *
   * @param message says what was expected, what was found and what to do
   * @param cause what led to it, or null
   */
  public ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
