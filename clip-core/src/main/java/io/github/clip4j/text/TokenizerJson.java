package io.github.clip4j.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.json.JsonFile;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a {@code tokenizer.json}, as a stream: its vocabulary is far larger than what is
 * wanted. The native library ends the process where a decoder is not JSON that it reads, or a
 * template names a token that it does not describe; here such a file is refused before.
 */
final class TokenizerJson {

  /** The largest published ones have 35 million bytes. */
  static final long LIMIT = 64L << 20;

  /** That of the native library's own parser is 128. */
  private static final int NESTING_LIMIT = 100;

  private final Path file;
  private final @Nullable String padToken;
  private OptionalInt truncation = OptionalInt.empty();
  private OptionalInt padding = OptionalInt.empty();
  private OptionalInt named = OptionalInt.empty();
  private int largestId = -1;

  private TokenizerJson(Path file, @Nullable String padToken) {
    this.file = file;
    this.padToken = padToken;
  }

  static TokenizerJson read(Path file, @Nullable String padToken) {
    JsonFile.checkSize(file, LIMIT);
    TokenizerJson tokenizer = new TokenizerJson(file, padToken);
    try (Reader text = Files.newBufferedReader(file);
        JsonReader json = new JsonReader(text)) {
      json.setStrictness(Strictness.STRICT);
      json.setNestingLimit(NESTING_LIMIT);
      tokenizer.members(json);
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw tokenizer.unreadable("something follows the JSON object", null);
      }
    } catch (IOException
        | JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException e) {
      throw tokenizer.unreadable(String.valueOf(e.getMessage()), e);
    }
    return tokenizer;
  }

  /** The length at which the file itself would cut. */
  OptionalInt truncation() {
    return truncation;
  }

  /** The id of the pad token, by its name where one was given, else of the file's own padding. */
  OptionalInt padId() {
    OptionalInt id = named.isPresent() ? named : padding;
    if (id.isPresent() && (id.getAsInt() < 0 || id.getAsInt() > largestId)) {
      throw unreadable(
          "its pad token is " + id.getAsInt() + ", and its ids go from 0 to " + largestId, null);
    }
    return id;
  }

  private ModelException unreadable(String reason, @Nullable Exception cause) {
    return new ModelException(
        "expected a Hugging Face tokenizer in " + file + ", but: " + reason, cause);
  }

  private void members(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "truncation" -> truncation = number(json, "max_length");
        case "padding" -> padding = number(json, "pad_id");
        case "added_tokens" -> addedTokens(json);
        case "model" -> model(json);
        case "decoder" -> checkDecoder(JsonParser.parseReader(json));
        case "post_processor" -> checkTemplates(JsonParser.parseReader(json));
        default -> json.skipValue();
      }
    }
    json.endObject();
  }

  private static OptionalInt number(JsonReader json, String name) {
    JsonElement value = JsonParser.parseReader(json);
    JsonElement number = value.isJsonObject() ? value.getAsJsonObject().get(name) : null;
    return number == null || number.isJsonNull()
        ? OptionalInt.empty()
        : OptionalInt.of(number.getAsInt());
  }

  private void addedTokens(JsonReader json) throws IOException {
    json.beginArray();
    while (json.hasNext()) {
      JsonObject token = JsonParser.parseReader(json).getAsJsonObject();
      if (!token.has("content") || !token.has("id")) {
        throw unreadable("an added token has no id or no content: " + token, null);
      }
      token(token.get("content").getAsString(), token.get("id").getAsInt(), true);
    }
    json.endArray();
  }

  /** An added token's id counts before that of the vocabulary. */
  private void token(String content, int id, boolean added) {
    largestId = Math.max(largestId, id);
    if (content.equals(padToken) && (added || named.isEmpty())) {
      named = OptionalInt.of(id);
    }
  }

  private void model(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      if (!json.nextName().equals("vocab")) {
        json.skipValue();
      } else if (json.peek() == JsonToken.BEGIN_OBJECT) {
        vocabularyByName(json);
      } else {
        vocabularyByIndex(json);
      }
    }
    json.endObject();
  }

  private void vocabularyByName(JsonReader json) throws IOException {
    json.beginObject();
    while (json.hasNext()) {
      token(json.nextName(), json.nextInt(), false);
    }
    json.endObject();
  }

  /** Unigram: pairs of token and score; the place in the list is the id. */
  private void vocabularyByIndex(JsonReader json) throws IOException {
    json.beginArray();
    for (int id = 0; json.hasNext(); id++) {
      json.beginArray();
      token(json.nextString(), id, false);
      json.skipValue();
      json.endArray();
    }
    json.endArray();
  }

  /** What Gson reads and the native library's parser does not ends the process in a decoder. */
  private void checkDecoder(JsonElement decoder) {
    if (!decoder.isJsonNull() && !decoder.isJsonObject()) {
      throw unreadable("its decoder is no object", null);
    }
    checkPlain(decoder);
  }

  private void checkPlain(JsonElement element) {
    if (element.isJsonObject()) {
      element.getAsJsonObject().asMap().forEach((name, value) -> checkMember(name, value));
    } else if (element.isJsonArray()) {
      element.getAsJsonArray().forEach(this::checkPlain);
    } else if (element.isJsonPrimitive()) {
      JsonPrimitive value = element.getAsJsonPrimitive();
      boolean plain =
          value.isNumber()
              ? Double.isFinite(value.getAsDouble())
              : WellFormed.isWellFormed(value.getAsString());
      if (!plain) {
        throw unreadable("its decoder has the value " + value, null);
      }
    }
  }

  private void checkMember(String name, JsonElement value) {
    checkPlain(new JsonPrimitive(name));
    checkPlain(value);
  }

  private void checkTemplates(JsonElement processor) {
    if (!processor.isJsonObject()) {
      return;
    }
    JsonObject object = processor.getAsJsonObject();
    JsonElement processors = object.get("processors");
    if (processors != null && processors.isJsonArray()) {
      processors.getAsJsonArray().forEach(this::checkTemplates);
    }
    JsonElement described = object.get("special_tokens");
    for (String template : new String[] {"single", "pair"}) {
      JsonElement pieces = object.get(template);
      if (pieces != null && pieces.isJsonArray()) {
        pieces.getAsJsonArray().forEach(piece -> checkPiece(piece, described));
      }
    }
  }

  private void checkPiece(JsonElement piece, @Nullable JsonElement described) {
    JsonElement special = piece.isJsonObject() ? piece.getAsJsonObject().get("SpecialToken") : null;
    if (special == null || !special.isJsonObject()) {
      return;
    }
    JsonElement id = special.getAsJsonObject().get("id");
    boolean known =
        id != null
            && id.isJsonPrimitive()
            && described != null
            && described.isJsonObject()
            && described.getAsJsonObject().has(id.getAsString());
    if (!known) {
      throw unreadable("its template names the token " + id + ", which it does not describe", null);
    }
  }
}
