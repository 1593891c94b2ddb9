package io.github.clip4j.examples.command;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clip4j.examples.command.TransformOptions.Typed;
import io.github.clip4j.json.TextFile;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code E.meta.json} tells of the vectors beside it.
 *
 * @param model the model as it was typed
 * @param fingerprint names the content of the model and the preprocessing: only vectors of equal
 *     fingerprints are comparable
 * @param preprocessing the options that changed what the model's files ask for
 * @param dimension the entries of a vector
 * @param count the number of vectors
 */
record EmbeddingMeta(
    String model, String fingerprint, Typed preprocessing, int dimension, int count) {

  private static final int MAX_BYTES = 1 << 20;

  String toJson() {
    return JsonLine.pretty(
        json -> {
          json.name("model").value(model);
          json.name("fingerprint").value(fingerprint);
          json.name("preprocessing").beginObject();
          json.name("transparency").value(preprocessing.transparency());
          json.name("exif").value(preprocessing.exif());
          json.name("transform").value(preprocessing.transform());
          json.endObject();
          json.name("dimension").value(dimension);
          json.name("count").value(count);
        });
  }

  /**
   * Reads what was written with {@link #toJson()}.
   *
   * @throws CommandException if the file is missing or something else
   */
  static EmbeddingMeta read(Path file) {
    try {
      JsonObject json = JsonParser.parseString(text(file)).getAsJsonObject();
      JsonObject preprocessing = json.getAsJsonObject("preprocessing");
      Typed typed =
          new Typed(
              preprocessing.get("transparency").getAsString(),
              preprocessing.get("exif").getAsBoolean(),
              preprocessing.get("transform").getAsString());
      return new EmbeddingMeta(
          json.get("model").getAsString(),
          json.get("fingerprint").getAsString(),
          typed,
          json.get("dimension").getAsInt(),
          json.get("count").getAsInt());
    } catch (IOException e) {
      throw new CommandException(
          "cannot read " + file + ", which embed writes beside the vectors: " + Reasons.of(e), e);
    } catch (JsonParseException
        | ClassCastException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | NullPointerException e) {
      throw new CommandException(
          "expected what embed writes beside the vectors, found something else in " + file, e);
    }
  }

  private static String text(Path file) throws IOException {
    return TextFile.read(file, MAX_BYTES)
        .orElseThrow(() -> new IOException("it has more than " + MAX_BYTES + " bytes"));
  }
}
