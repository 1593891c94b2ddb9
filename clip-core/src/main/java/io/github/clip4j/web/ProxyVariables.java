package io.github.clip4j.web;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}
 * name, as curl and Python read them. The JDK's own properties go before them, and addresses of
 * this machine are reached without a proxy, as with the JDK's.
 */
final class ProxyVariables extends ProxySelector {

  private final Map<String, URI> byScheme;
  private final List<String> direct;

  private ProxyVariables(Map<String, URI> byScheme, List<String> direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  static ProxyVariables of(Map<String, String> environment) throws RefusedException {
    Map<String, URI> byScheme = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      Optional<String> proxy = value(environment, scheme + "_proxy", "all_proxy");
      if (proxy.isPresent()) {
        byScheme.put(scheme, address(scheme, proxy.get()));
      }
    }
    List<String> direct =
        value(environment, "no_proxy").stream()
            .flatMap(hosts -> Stream.of(hosts.toLowerCase(Locale.ROOT).split("[,\\s]+")))
            .filter(host -> !host.isEmpty())
            .toList();
    return new ProxyVariables(Map.copyOf(byScheme), direct);
  }

  /** In small letters first, as curl does. */
  private static Optional<String> value(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  private static URI address(String scheme, String value) throws RefusedException {
    String whole = value.contains("://") ? value.strip() : "http://" + value.strip();
    URI uri;
    try {
      uri = URI.create(whole);
    } catch (IllegalArgumentException e) {
      throw unusable(scheme);
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw unusable(scheme);
    }
    return uri;
  }

  /** Without the value: it may hold a password. */
  private static RefusedException unusable(String scheme) {
    return new RefusedException(
        "expected "
            + scheme.toUpperCase(Locale.ROOT)
            + "_PROXY or ALL_PROXY as http://host:port, the one kind of proxy that can be used");
  }

  /** Answers proxies that ask for the user and password of their variable. */
  Optional<Authenticator> authenticator() {
    boolean named = byScheme.values().stream().anyMatch(proxy -> proxy.getUserInfo() != null);
    return named ? Optional.of(new Credentials()) : Optional.empty();
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    URI proxy = byScheme.get(scheme);
    ProxySelector ofTheJdk = ProxySelector.getDefault();
    if (proxy == null || System.getProperty(scheme + ".proxyHost") != null) {
      return ofTheJdk == null ? List.of(Proxy.NO_PROXY) : ofTheJdk.select(uri);
    }
    if (isDirect(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT))) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port)));
  }

  private boolean isDirect(String host) {
    if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
      return true;
    }
    return direct.stream()
        .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress proxy, IOException problem) {}

  private final class Credentials extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return byScheme.values().stream()
          .filter(proxy -> proxy.getHost().equalsIgnoreCase(getRequestingHost()))
          .map(URI::getUserInfo)
          .filter(user -> user != null && user.indexOf(':') >= 0)
          .findFirst()
          .map(user -> user.split(":", 2))
          .map(parts -> new PasswordAuthentication(parts[0], parts[1].toCharArray()))
          .orElse(null);
    }
  }
}
