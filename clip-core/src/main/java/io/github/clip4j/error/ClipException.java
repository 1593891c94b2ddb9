package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/** The root of this library's own exceptions; all of them are unchecked. */
public class ClipException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that says what was expected, what was found and what to do.
   *
   * @param message says what was expected, what was found and what to do
   */
  public ClipException(String message) {
    super(message);
  }

  /**
   * As {@link #ClipException(String)}, with the exception that led to it.
   *
   * @param message says what was expected, what was found and what to do
   * @param cause what led to it, or null
   */
  public ClipException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
