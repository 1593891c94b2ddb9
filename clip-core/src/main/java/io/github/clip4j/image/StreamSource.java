package io.github.clip4j.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;

/** Streams from a function of the caller. */
record StreamSource(String name, Callable<? extends InputStream> opener) implements ImageSource {

  @Override
  public InputStream open() throws IOException {
    try {
      return opener.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
