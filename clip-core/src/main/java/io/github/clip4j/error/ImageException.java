package io.github.clip4j.error;

import org.jspecify.annotations.Nullable;

/**
 * One image cannot be read: missing, damaged, over a limit, or of an unknown format. In a run over
 * many images it becomes that image's failure, and the others go on.
 */
public class ImageException extends ClipException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason in a few words, without the image's name.
   *
   * @param reason what is wrong, in a few words, without the image's name
   */
  public ImageException(String reason) {
    super(reason);
  }

  /**
   * As {@link #ImageException(String)}, with the exception that led to it.
   *
   * @param reason what is wrong, in a few words, without the image's name
   * @param cause what led to it, or null
   */
  public ImageException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
