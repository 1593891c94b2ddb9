package io.github.clip4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches by HTTP. At most five redirects are followed, none from https to http and none to
 * anything but http and https; a token goes to the origin that it was given for and nowhere else.
 * Proxies are the JDK's ({@code https.proxyHost} and so on), else those that {@code HTTPS_PROXY},
 * {@code HTTP_PROXY} and {@code NO_PROXY} name. A client may be used by many threads.
 */
public final class WebClient {

  private static final int MAX_REDIRECTS = 5;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private static @Nullable WebClient shared;

  private final HttpClient client;

  private WebClient(HttpClient client) {
    this.client = client;
  }

  /**
   * The client of this process, made when it is first asked for: whoever fetches nothing starts no
   * thread for it.
   *
   * @return the client
   * @throws RefusedException if a variable of the environment names a proxy that cannot be used
   */
  public static synchronized WebClient shared() throws RefusedException {
    WebClient made = shared == null ? of(System.getenv()) : shared;
    shared = made;
    return made;
  }

  /**
   * A client of its own.
   *
   * @param environment where proxies are looked for
   * @return the client
   * @throws RefusedException if a variable names a proxy that cannot be used
   */
  public static WebClient of(Map<String, String> environment) throws RefusedException {
    ProxyVariables proxies = ProxyVariables.of(environment);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies);
    proxies.authenticator().ifPresent(builder::authenticator);
    return new WebClient(builder.build());
  }

  /**
   * Fetches.
   *
   * @param request what to fetch
   * @return the answer, of a status from 200 to 299, to be closed
   * @throws WebStatusException if the answer has another status
   * @throws RefusedException if a redirect is not followed
   * @throws IOException if there is no answer in time, or no connection
   */
  public WebResponse get(WebRequest request) throws IOException {
    return fetch(request, "GET", true);
  }

  /**
   * Asks for the headers alone. Redirects to other origins are not followed but are the answer.
   *
   * @param request what to ask for
   * @return the answer, of a status from 200 to 399, to be closed
   * @throws IOException as {@link #get} does
   */
  public WebResponse head(WebRequest request) throws IOException {
    return fetch(request, "HEAD", false);
  }

  private WebResponse fetch(WebRequest request, String method, boolean anywhere)
      throws IOException {
    long deadline = System.nanoTime() + request.timeouts().total().toNanos();
    List<HttpHeaders> hops = new ArrayList<>();
    URI uri = request.uri();
    while (true) {
      HttpResponse<InputStream> response = answer(request, uri, method, deadline);
      hops.add(response.headers());
      int status = response.statusCode();
      if (status / 100 == 2) {
        return new WebResponse(uri, status, hops, response.body());
      }
      response.body().close();
      if (!isRedirect(response)) {
        throw new WebStatusException(uri, status, response.headers());
      }
      URI target = target(uri, response.headers());
      if (!anywhere && !Addresses.origin(target).equals(Addresses.origin(request.uri()))) {
        return new WebResponse(uri, status, hops, InputStream.nullInputStream());
      }
      if (hops.size() > MAX_REDIRECTS) {
        throw new RefusedException("more than " + MAX_REDIRECTS + " redirects");
      }
      uri = target;
    }
  }

  private static boolean isRedirect(HttpResponse<?> response) {
    return switch (response.statusCode()) {
      case 301, 302, 303, 307, 308 -> response.headers().firstValue("Location").isPresent();
      default -> false;
    };
  }

  static URI target(URI from, HttpHeaders headers) throws IOException {
    URI to;
    try {
      to = from.resolve(headers.firstValue("Location").orElseThrow());
      WebRequest.checkAddress(to);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("a redirect to what is no http or https address", e);
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new RefusedException(
          "a redirect from https to http, from " + from.getHost() + " to " + to.getHost());
    }
    return to;
  }

  private HttpResponse<InputStream> answer(
      WebRequest request, URI uri, String method, long deadline) throws IOException {
    Timeouts timeouts = request.timeouts();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            .method(method, BodyPublishers.noBody())
            .timeout(timeouts.answer())
            .header("User-Agent", UserAgent.VALUE);
    request.headers().forEach(builder::header);
    if (Addresses.origin(uri).equals(Addresses.origin(request.uri()))) {
      request.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
    }
    Duration left = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0));
    CompletableFuture<HttpResponse<InputStream>> exchange =
        client.sendAsync(
            builder.build(),
            response -> new TimedBody(timeouts.stall(), deadline, timeouts.total()));
    try {
      return exchange.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw noAnswer(timeouts.total(), e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      throw failure(uri, timeouts, e.getCause());
    }
  }

  private static IOException failure(URI uri, Timeouts timeouts, @Nullable Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      IOException problem = new HttpTimeoutException("no connection to " + uri.getHost());
      problem.initCause(cause);
      return problem;
    }
    if (cause instanceof HttpTimeoutException) {
      return noAnswer(timeouts.answer(), cause);
    }
    if (cause instanceof ConnectException) {
      IOException problem = new ConnectException("no connection to " + uri.getHost());
      Throwable reason = cause.getCause();
      problem.initCause(reason instanceof UnresolvedAddressException ? reason : cause);
      return problem;
    }
    if (cause instanceof IOException problem && problem.getMessage() != null) {
      return problem;
    }
    return new IOException("the transfer from " + uri.getHost() + " failed: " + cause, cause);
  }

  private static IOException noAnswer(Duration wait, Throwable cause) {
    IOException problem = new HttpTimeoutException("no answer within " + Timeouts.seconds(wait));
    problem.initCause(cause);
    return problem;
  }

  /** Servers such as Wikimedia's refuse requests that do not say who asks. */
  private static final class UserAgent {
    static final String VALUE = "clip4j/" + version() + " (+https://github.com/clip4j/clip4j)";

    private static String version() {
      String version = WebClient.class.getPackage().getImplementationVersion();
      return version == null ? "dev" : version;
    }
  }
}
