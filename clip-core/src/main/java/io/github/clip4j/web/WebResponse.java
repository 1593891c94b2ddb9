package io.github.clip4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** An answer whose body is still to be read. Close it: that ends the transfer, read or not. */
public final class WebResponse implements AutoCloseable {
  private final URI uri;
  private final int status;
  private final List<HttpHeaders> hops;
  private final InputStream body;

  WebResponse(URI uri, int status, List<HttpHeaders> hops, InputStream body) {
    this.uri = uri;
    this.status = status;
    this.hops = List.copyOf(hops);
    this.body = body;
  }

  /** {@return the address that answered, after all redirects} */
  public URI uri() {
    return uri;
  }

  /** {@return the HTTP status} */
  public int status() {
    return status;
  }

  /**
   * {@return a header of the last answer}
   *
   * @param name of the header
   */
  public Optional<String> header(String name) {
    return hops.get(hops.size() - 1).firstValue(name);
  }

  /**
   * {@return a header of the first answer, before any redirect}
   *
   * @param name of the header
   */
  public Optional<String> firstHeader(String name) {
    return hops.get(0).firstValue(name);
  }

  /** {@return the body; each read ends within the request's time-outs} */
  public InputStream body() {
    return body;
  }

  /**
   * Reads the whole body.
   *
   * @param limit the most bytes
   * @return the body
   * @throws IOException if it breaks off
   * @throws RefusedException if it is over the limit
   */
  public byte[] bytes(int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit);
    if (bytes.length == limit && body.read() >= 0) {
      throw new RefusedException("the file is over the limit of " + (limit >> 10) + " KiB");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
