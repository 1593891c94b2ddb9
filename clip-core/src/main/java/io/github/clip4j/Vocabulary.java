package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.TextEmbedder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.npy.NpyException;
import io.github.clip4j.text.PromptTemplates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everyday nouns that clusters are named from where the caller gives no labels, embedded by one
 * model: the resource {@code vocabulary.txt}, about a thousand words that were written down for
 * this project.
 *
 * <p>Their vectors are made once in a process, and where the model has a place for them, once for
 * all: with them a thousand texts are spared at each start.
 */
final class Vocabulary {
  private static final Logger LOG = LoggerFactory.getLogger(Vocabulary.class);
  private static final String RESOURCE = "vocabulary.txt";

  private final Function<List<String>, Optional<Path>> place;
  private @Nullable Embeddings embedded;

  /**
   * @param place tells the file for the vectors of these words, and of this model alone
   */
  Vocabulary(Function<List<String>, Optional<Path>> place) {
    this.place = place;
  }

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

  /** {@code [words, d]}, L2-normalised; the ids are the words. */
  synchronized Embeddings embed(TextEncoder encoder) {
    Embeddings vectors = embedded;
    if (vectors == null) {
      vectors = readOrMake(encoder);
      embedded = vectors;
    }
    return vectors;
  }

  private Embeddings readOrMake(TextEncoder encoder) {
    List<String> words = words();
    Optional<Path> file = place.apply(words);
    Optional<Embeddings> kept = file.flatMap(from -> read(from, words, encoder));
    if (kept.isPresent()) {
      return kept.get();
    }
    Embeddings made = TextEmbedder.of(encoder).embedLabels(words, PromptTemplates.none());
    file.ifPresent(to -> write(made, to));
    return made;
  }

  /** What was kept, to the last bit; nothing where the file is missing or of no use. */
  private static Optional<Embeddings> read(Path file, List<String> words, TextEncoder encoder) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      NpyArray array = NpyArray.read(file);
      int[] shape = {words.size(), encoder.dimension()};
      if (array.type().equals("<f4") && Arrays.equals(array.shape(), shape)) {
        return Optional.of(
            Embeddings.view(words, Rows.of(array.toMatrix()), encoder.fingerprint()));
      }
      LOG.debug("{} holds {} and is replaced", file, array);
    } catch (IOException | NpyException | IllegalArgumentException e) {
      LOG.debug("{} cannot be used and is replaced", file, e);
    }
    return Optional.empty();
  }

  private static void write(Embeddings vectors, Path file) {
    try {
      Files.createDirectories(file.getParent());
      NpyArray.of(vectors.toMatrix()).write(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be written; the vocabulary will be embedded again", file, e);
    }
  }
}
