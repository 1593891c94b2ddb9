package io.github.clip4j.npy;

/**
 * A file that is no {@code .npy} array of a kind read here; the message names it and what is wrong.
 */
public class NpyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that says what was expected and what was found.
   *
   * @param message names the file, what was expected and what was found
   */
  public NpyException(String message) {
    super(message);
  }

  /**
   * As {@link #NpyException(String)}, with what led to it.
   *
   * @param message names the file, what was expected and what was found
   * @param cause what led to it
   */
  public NpyException(String message, Throwable cause) {
    super(message, cause);
  }
}
