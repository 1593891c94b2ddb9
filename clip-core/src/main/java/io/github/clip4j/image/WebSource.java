package io.github.clip4j.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An image that is fetched over HTTP. */
final class WebSource implements ImageSource {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_BYTES = 256 << 20;

  private final URI uri;
  private final Duration timeout;
  private final int maxBytes;

  WebSource(URI uri) {
    this(uri, TIMEOUT, MAX_BYTES);
  }

  WebSource(URI uri, Duration timeout, int maxBytes) {
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("expected an http or https URL, got " + uri);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("expected a URL with a host, got " + uri);
    }
    this.uri = uri;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
  }

  @Override
  public String name() {
    return uri.toString();
  }

  @Override
  public InputStream open() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("User-Agent", UserAgent.VALUE)
            .header("Accept", "image/*,*/*;q=0.5")
            .build();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        Client.SHARED.sendAsync(
            request,
            response ->
                response.statusCode() == 200
                    ? new LimitedBody(maxBytes)
                    : HttpResponse.BodySubscribers.replacing(new byte[0]));
    HttpResponse<byte[]> response = await(exchange);
    if (response.statusCode() != 200) {
      throw new IOException("the server answered with HTTP status " + response.statusCode());
    }
    return new ByteArrayInputStream(response.body());
  }

  /** The request's own timeout ends at the headers; this one covers the body as well. */
  private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> exchange)
      throws IOException {
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException("no answer within " + timeout.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause()), e.getCause());
    }
  }

  private String reason(@Nullable Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return "no answer within " + timeout.toSeconds() + " s";
    }
    if (cause instanceof ConnectException || cause instanceof UnresolvedAddressException) {
      return "no connection to " + uri.getHost();
    }
    if (cause == null || cause.getMessage() == null) {
      return "the transfer failed: " + cause;
    }
    return cause.getMessage();
  }

  @Override
  public String toString() {
    return "WebSource[" + uri + "]";
  }

  /**
   * Made at the first fetch. The JDK follows five redirects at most, and none from https to http.
   */
  private static final class Client {
    static final HttpClient SHARED =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** Servers such as Wikimedia's refuse requests that do not say who asks. */
  private static final class UserAgent {
    static final String VALUE = "clip4j/" + version() + " (+https://github.com/clip4j/clip4j)";

    private static String version() {
      String version = WebSource.class.getPackage().getImplementationVersion();
      return version == null ? "dev" : version;
    }
  }
}
