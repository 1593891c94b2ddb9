package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/** The hub cannot be reached, refuses, or serves what cannot be trusted. */
public class HubException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that names the model and says what to do.
   *
   * @param message says what was expected, what was found and what to do
   */
  public HubException(String message) {
    super(message);
  }

  /**
   * As {@link #HubException(String)}, with the exception that led to it.
   *
   * @param message says what was expected, what was found and what to do
   * @param cause what led to it, or null
   */
  public HubException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
