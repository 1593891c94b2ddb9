package io.github.clip4j.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that answers each path as it is told. */
public final class LoopbackServer implements AutoCloseable {

  private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** Starts it. */
  public LoopbackServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) {
    String path = exchange.getRequestURI().toString();
    seen.add(path);
    try (exchange) {
      HttpHandler handler = handlers.get(path);
      if (handler == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        handler.handle(exchange);
      }
    } catch (IOException e) {
      // The client went away, or was meant to be cut off.
    }
  }

  /** Tells how to answer a path. */
  public LoopbackServer on(String path, HttpHandler handler) {
    handlers.put(path, handler);
    return this;
  }

  /** An answer with a body and headers. */
  public static HttpHandler content(byte[] body, String... headers) {
    return exchange -> {
      addHeaders(exchange, headers);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  /** An answer without a body. */
  public static HttpHandler status(int status, String... headers) {
    return exchange -> {
      addHeaders(exchange, headers);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static void addHeaders(HttpExchange exchange, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
  }

  /** The headers of a body and then a byte every so often, or nothing at all. */
  public static HttpHandler dripping(int length, long millis) {
    return exchange -> {
      exchange.sendResponseHeaders(200, length);
      exchange.getResponseBody().flush();
      for (int i = 0; i < length; i++) {
        pause(millis);
        exchange.getResponseBody().write(0);
        exchange.getResponseBody().flush();
      }
    };
  }

  /** No answer. */
  public static HttpHandler silence() {
    return exchange -> pause(60_000);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The paths that were asked for, in order. */
  public List<String> seen() {
    return seen;
  }

  /** Its address by number, with a path. */
  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** Its address by name: another origin. */
  public URI byName(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
