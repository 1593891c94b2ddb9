package io.github.clip4j.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads text files whole, or not at all where they are too large. */
public final class TextFile {
  private TextFile() {}

  /**
   * Reads a file, or a pipe.
   *
   * @param file a file in UTF-8
   * @param limit the most bytes that it may have
   * @return its content; empty if it has more
   * @throws java.nio.charset.CharacterCodingException if it is not in UTF-8
   * @throws IOException if it cannot be read
   */
  public static Optional<String> read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      return bytes.length > limit
          ? Optional.empty()
          : Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    }
  }
}
