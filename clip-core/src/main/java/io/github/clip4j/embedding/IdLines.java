package io.github.clip4j.embedding;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.github.clip4j.error.EmbeddingException;
import io.github.clip4j.npy.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * JSON lines of ids: {@code {"row":0,"id":"…"}} a line. Read is also {@code "file"} in place of
 * {@code "id"}, and a line that is a JSON string.
 */
final class IdLines {
  private static final int MAX_LINE = 1 << 20;
  private static final int BUFFER_CHARS = 1 << 16;

  private IdLines() {}

  static void write(AtomicFile out, List<String> ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < ids.size(); row++) {
      StringWriter line = new StringWriter();
      try (JsonWriter json = new JsonWriter(line)) {
        json.beginObject().name("row").value(row).name("id").value(ids.get(row)).endObject();
      }
      appendEncodable(lines, line.toString());
      lines.append('\n');
      if (lines.length() > BUFFER_CHARS || row == ids.size() - 1) {
        out.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
        lines.setLength(0);
      }
    }
  }

  /** A surrogate without its partner, which UTF-8 cannot hold, becomes an escape. */
  private static void appendEncodable(StringBuilder lines, String json) {
    json.codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                lines.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                lines.appendCodePoint(c);
              }
            });
  }

  /**
   * Reads one id a row.
   *
   * @param rows the number of rows there are
   * @throws EmbeddingException if there are more or fewer lines, or one is something else
   */
  static List<String> read(Path file, int rows) throws IOException {
    List<String> ids = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = line(reader, file, 1);
          line != null;
          line = line(reader, file, ids.size() + 1)) {
        if (ids.size() == rows) {
          throw new EmbeddingException(file + ": expected one line a row, found more than " + rows);
        }
        ids.add(id(line, ids.size(), file));
      }
    } catch (CharacterCodingException e) {
      throw new EmbeddingException(file + ": expected UTF-8 text", e);
    }
    if (ids.size() != rows) {
      throw new EmbeddingException(
          file + ": expected one line a row, found " + ids.size() + " for " + rows + " rows");
    }
    return ids;
  }

  private static @Nullable String line(BufferedReader reader, Path file, int number)
      throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c != '\n'; c = reader.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (line.length() == MAX_LINE) {
        throw new EmbeddingException(
            file + ": expected lines of at most " + MAX_LINE + " characters, not line " + number);
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static String id(String line, int row, Path file) throws IOException {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      String id = json.peek() == JsonToken.STRING ? json.nextString() : idOfObject(json, row);
      if (id != null && json.peek() == JsonToken.END_DOCUMENT) {
        return id;
      }
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw unexpected(row, file, e);
    }
    throw unexpected(row, file, null);
  }

  private static @Nullable String idOfObject(JsonReader json, int row) throws IOException {
    String id = null;
    boolean rowSeen = false;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "row" -> {
          if (rowSeen || json.nextInt() != row) {
            throw new IllegalStateException("another row");
          }
          rowSeen = true;
        }
        case "id", "file" -> {
          if (id != null || json.peek() != JsonToken.STRING) {
            throw new IllegalStateException("no single id");
          }
          id = json.nextString();
        }
        default -> json.skipValue();
      }
    }
    json.endObject();
    return id;
  }

  private static EmbeddingException unexpected(int row, Path file, @Nullable Exception cause) {
    return new EmbeddingException(
        String.format(
            "%s: expected {\"row\":%d,\"id\":\"…\"} in line %d, found something else",
            file, row, row + 1),
        cause);
  }
}
