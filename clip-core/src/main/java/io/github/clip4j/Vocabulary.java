package io.github.clip4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Everyday nouns that clusters are named from where the caller gives no labels: the resource {@code
 * vocabulary.txt}, about a thousand words that were written down for this project.
 */
final class Vocabulary {
  private static final String RESOURCE = "vocabulary.txt";

  private Vocabulary() {}

  /** The words, distinct, in the order of the resource. */
  static List<String> words() {
    try (InputStream in = Vocabulary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside the classes of clip-core");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of clip-core", e);
    }
  }
}
