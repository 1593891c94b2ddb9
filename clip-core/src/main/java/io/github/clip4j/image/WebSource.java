package io.github.clip4j.image;

import io.github.clip4j.web.RetryPolicy;
import io.github.clip4j.web.Timeouts;
import io.github.clip4j.web.WebClient;
import io.github.clip4j.web.WebRequest;
import io.github.clip4j.web.WebResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/**
 * An image that is fetched over HTTP. What it is, its bytes say: the server's type is not looked
 * at.
 */
final class WebSource implements ImageSource {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration TOTAL = Duration.ofSeconds(60);
  private static final int MAX_BYTES = 256 << 20;
  private static final RetryPolicy RETRIES =
      RetryPolicy.of(2, Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final URI uri;
  private final Timeouts timeouts;
  private final int maxBytes;

  WebSource(URI uri) {
    this(uri, new Timeouts(ANSWER, ANSWER, TOTAL), MAX_BYTES);
  }

  WebSource(URI uri, Timeouts timeouts, int maxBytes) {
    WebRequest.checkAddress(uri);
    this.uri = uri;
    this.timeouts = timeouts;
    this.maxBytes = maxBytes;
  }

  @Override
  public String name() {
    return uri.toString();
  }

  @Override
  public InputStream open() throws IOException {
    RetryPolicy.Attempts attempts = RETRIES.start();
    long end = System.nanoTime() + timeouts.total().toNanos();
    while (true) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      try {
        return fetch(new Timeouts(timeouts.answer(), timeouts.stall(), left));
      } catch (IOException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        attempts.failed(e);
      }
    }
  }

  private InputStream fetch(Timeouts limits) throws IOException {
    WebRequest request = WebRequest.of(uri, limits).with("Accept", "image/*,*/*;q=0.5");
    try (WebResponse response = WebClient.shared().get(request)) {
      return new ByteArrayInputStream(response.bytes(maxBytes));
    }
  }

  @Override
  public String toString() {
    return "WebSource[" + uri + "]";
  }
}
