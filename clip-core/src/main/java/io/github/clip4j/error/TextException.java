package io.github.clip4j.error;

/**
 * A text cannot be used: it is longer than the model takes and cutting it was ruled out, or the
 * model gives no finite vector for it.
 */
public class TextException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message that names the text.
   *
   * @param message says what was expected, what was found and what to do
   */
  public TextException(String message) {
    super(message);
  }
}
