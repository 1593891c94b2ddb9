package io.github.clip4j.web;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a server offers, or the environment names, is not taken, and would not be taken a second
 * time.
 */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * With the reason.
   *
   * @param reason what is wrong
   */
  public RefusedException(String reason) {
    this(reason, null);
  }

  RefusedException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
