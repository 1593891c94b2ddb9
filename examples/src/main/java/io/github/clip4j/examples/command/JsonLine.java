package io.github.clip4j.examples.command;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON objects; a number that is not finite is a programming error. */
final class JsonLine {
  private JsonLine() {}

  /** The fields of an object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonWriter json) throws IOException;
  }

  /** One object on one line, without the line's end. */
  static String of(Fields fields) {
    return write(fields, FormattingStyle.COMPACT);
  }

  /** One object over several lines, with the last line's end. */
  static String pretty(Fields fields) {
    return write(fields, FormattingStyle.PRETTY) + "\n";
  }

  /** An array of integers. */
  static void array(JsonWriter json, int[] values) throws IOException {
    json.beginArray();
    for (int value : values) {
      json.value(value);
    }
    json.endArray();
  }

  private static String write(Fields fields, FormattingStyle style) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setStrictness(Strictness.STRICT);
      json.setFormattingStyle(style);
      json.beginObject();
      fields.write(json);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
