package io.github.clip4j.web;

import java.net.URI;
import java.util.Locale;

/** What is shown and compared of addresses. */
final class Addresses {

  private Addresses() {}

  /** Without user and query, where signatures and passwords are. */
  static String shown(URI uri) {
    return origin(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath());
  }

  /** Scheme, host and port. */
  static String origin(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    boolean usual = port == (scheme.equals("https") ? 443 : 80);
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
