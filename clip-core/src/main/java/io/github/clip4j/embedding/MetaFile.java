package io.github.clip4j.embedding;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.clip4j.error.EmbeddingException;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.AtomicFile;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tells whose vectors an {@code .npy} file holds: {@code E.meta.json} beside it. */
record MetaFile(String fingerprint, int dimension, int count) {
  private static final int MAX_BYTES = 1 << 20;

  static MetaFile of(Embeddings embeddings) {
    return new MetaFile(embeddings.fingerprint(), embeddings.dimension(), embeddings.count());
  }

  void write(AtomicFile out) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject().name("fingerprint").value(fingerprint);
      json.name("dimension").value(dimension).name("count").value(count).endObject();
    }
    out.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The fingerprint of the vectors' model; empty where there is no such file.
   *
   * @throws EmbeddingException if the file is something else, or beside other vectors
   */
  static Optional<String> fingerprint(Path file, Rows vectors) throws IOException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new EmbeddingException(file + ": expected a file, found something else");
      }
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new EmbeddingException(
            file + ": expected at most " + MAX_BYTES + " bytes, found " + size);
      }
      MetaFile meta = parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      if (meta.count == vectors.count() && meta.dimension == vectors.dimension()) {
        return Optional.of(meta.fingerprint);
      }
      throw new EmbeddingException(
          String.format(
              "%s: expected %d vectors of %d entries, as it says, found %d of %d",
              file, meta.count, meta.dimension, vectors.count(), vectors.dimension()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProblem e) {
      throw new EmbeddingException(
          file + ": expected fingerprint, dimension and count, found something else", e);
    }
  }

  private static final class JsonProblem extends Exception {
    private static final long serialVersionUID = 1L;

    JsonProblem(@Nullable Exception cause) {
      super(cause);
    }
  }

  private static MetaFile parse(String text) throws JsonProblem {
    String fingerprint = null;
    int dimension = 0;
    int count = -1;
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "fingerprint" -> fingerprint = json.nextString();
          case "dimension" -> dimension = json.nextInt();
          case "count" -> count = json.nextInt();
          default -> json.skipValue();
        }
      }
      json.endObject();
      if (fingerprint != null
          && dimension > 0
          && count >= 0
          && json.peek() == JsonToken.END_DOCUMENT) {
        return new MetaFile(fingerprint, dimension, count);
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new JsonProblem(e);
    }
    throw new JsonProblem(null);
  }
}
