package io.github.clip4j.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The server answered, and not with what was asked for. */
public final class WebStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The host that answered. */
  private final String host;

  /** The HTTP status. */
  private final int status;

  private final transient HttpHeaders headers;

  WebStatusException(URI uri, int status, HttpHeaders headers) {
    super("the server answered with HTTP status " + status);
    this.host = String.valueOf(uri.getHost());
    this.status = status;
    this.headers = headers;
  }

  /** {@return the host that answered, after redirects} */
  public String host() {
    return host;
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /**
   * {@return a header of the answer}
   *
   * @param name of the header
   */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** {@return whether the same request may succeed later} */
  boolean isTransient() {
    return switch (status) {
      case 408, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  /** {@return how long the server asks to wait} */
  Optional<Duration> retryAfter(Clock clock) {
    return header("Retry-After").flatMap(value -> RetryAfter.parse(value, clock));
  }
}
