package io.github.clip4j.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param uri an http or https address with a host
 * @param headers sent with every request, redirected or not
 * @param token a bearer token, sent to the address's own origin (scheme, host and port) only
 * @param timeouts how long to wait
 */
public record WebRequest(
    URI uri, Map<String, String> headers, Optional<String> token, Timeouts timeouts) {

  /**
   * Checks the address, and copies the headers.
   *
   * @param uri an http or https address with a host
   * @param headers sent with every request
   * @param token sent to the address's own origin only
   * @param timeouts how long to wait
   * @throws IllegalArgumentException if it is not one of http or https with a host
   */
  public WebRequest {
    checkAddress(uri);
    headers = Map.copyOf(headers);
  }

  /**
   * A request without a token and without headers of its own.
   *
   * @param uri an http or https address with a host
   * @param timeouts how long to wait
   * @return the request
   */
  public static WebRequest of(URI uri, Timeouts timeouts) {
    return new WebRequest(uri, Map.of(), Optional.empty(), timeouts);
  }

  /**
   * {@return this request with a header}
   *
   * @param name of the header
   * @param value of the header
   */
  public WebRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WebRequest(uri, more, token, timeouts);
  }

  /**
   * Refuses what cannot be fetched.
   *
   * @param uri an address
   * @throws IllegalArgumentException if it is not one of http or https with a host
   */
  public static void checkAddress(URI uri) {
    String scheme = uri.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("expected an http or https URL, got " + uri);
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("expected a URL with a host, got " + uri);
    }
  }

  /** {@return the address without what may be secret} */
  @Override
  public String toString() {
    return Addresses.shown(uri);
  }
}
