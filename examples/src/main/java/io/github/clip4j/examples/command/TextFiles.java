package io.github.clip4j.examples.command;

import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines of UTF-8 files. */
final class TextFiles {
  private TextFiles() {}

  /** The lines, without a byte order mark. */
  static List<String> lines(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    } catch (IOException e) {
      throw new CommandException("cannot read " + file + ": " + Reasons.of(e), e);
    } catch (OutOfMemoryError e) {
      throw new CommandException("cannot read " + file + ": it does not fit into memory (-Xmx)", e);
    }
  }

  /** One text a line, or one JSON string a line where the name ends in {@code .jsonl}. */
  static List<String> texts(Path file) {
    return file.toString().endsWith(".jsonl") ? jsonStrings(file) : lines(file);
  }

  /** The JSON strings of a file that holds one a line. */
  static List<String> jsonStrings(Path file) {
    List<String> lines = lines(file);
    List<String> strings = new ArrayList<>(lines.size());
    for (String line : lines) {
      try {
        strings.add(jsonString(line));
      } catch (IOException | JsonParseException | IllegalStateException e) {
        throw new CommandException(
            "expected one JSON string a line, found something else in line "
                + (strings.size() + 1)
                + " of "
                + file,
            e);
      }
    }
    return strings;
  }

  private static String jsonString(String line) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(line))) {
      reader.setStrictness(Strictness.STRICT);
      if (reader.peek() != JsonToken.STRING) {
        throw new JsonParseException("not a string");
      }
      String string = reader.nextString();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("more than a string");
      }
      return string;
    }
  }
}
