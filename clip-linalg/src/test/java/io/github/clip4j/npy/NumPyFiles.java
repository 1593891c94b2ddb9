package io.github.clip4j.npy;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Files that NumPy wrote, below {@code reference/npy}. */
final class NumPyFiles {
  private NumPyFiles() {}

  static Path path(String name) {
    URL found = Objects.requireNonNull(NumPyFiles.class.getResource("/reference/npy/" + name));
    try {
      return Path.of(found.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
