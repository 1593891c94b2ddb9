package io.github.clip4j.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the files beside a tokenizer say about its context length and its pad token. */
record TokenizerFiles(Path tokenizerJson, OptionalInt contextLength, OptionalInt padId) {

  /** A tokenizer without a limit stores a huge number, 1e30, as its limit. */
  private static final double NO_LIMIT = 1e9;

  private static final List<String> PLACES = List.of("", "textual", "tokenizer", "onnx");

  static Optional<Path> tokenizerJson(Path directory) {
    return PLACES.stream()
        .map(place -> directory.resolve(place).resolve("tokenizer.json"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  static TokenizerFiles find(Path directory) {
    Path tokenizerJson = tokenizerJson(directory).orElseThrow(() -> missing(directory));
    Path folder = tokenizerJson.resolveSibling("");
    JsonObject config = object(folder.resolve("tokenizer_config.json"));
    JsonObject special = object(folder.resolve("special_tokens_map.json"));
    String padToken = padToken(config, special);
    Scan scan = Scan.of(tokenizerJson, padToken);
    OptionalInt context =
        Stream.concat(
                limits(config, "model_max_length"),
                Stream.of(directory, folder)
                    .map(place -> object(place.resolve("config.json")))
                    .flatMap(TokenizerFiles::modelLimits))
            .mapToInt(Integer::intValue)
            .min();
    return new TokenizerFiles(
        tokenizerJson,
        context.isPresent() ? context : scan.truncation,
        scan.padTokenId.isPresent() ? scan.padTokenId : scan.padding);
  }

  private static Stream<Integer> modelLimits(JsonObject model) {
    return Stream.concat(
        limits(section(model, "text_config"), "max_position_embeddings"),
        limits(section(model, "text_cfg"), "context_length"));
  }

  private static Stream<Integer> limits(JsonObject object, String name) {
    JsonElement value = object.get(name);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
      return Stream.empty();
    }
    double limit = value.getAsDouble();
    return limit >= 1 && limit < NO_LIMIT ? Stream.of((int) limit) : Stream.empty();
  }

  private static JsonObject section(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }

  /** A token is written as a string, or as an object with its {@code content}. */
  private static @Nullable String padToken(JsonObject... sources) {
    return Stream.of(sources)
        .map(source -> source.get("pad_token"))
        .filter(Objects::nonNull)
        .map(token -> token.isJsonObject() ? token.getAsJsonObject().get("content") : token)
        .filter(token -> token != null && token.isJsonPrimitive())
        .map(JsonElement::getAsString)
        .findFirst()
        .orElse(null);
  }

  private static JsonObject object(Path file) {
    if (!Files.isRegularFile(file)) {
      return new JsonObject();
    }
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw unreadable(file, e);
    }
  }

  private static ModelException unreadable(Path file, Exception e) {
    return new ModelException("expected a JSON object in " + file + ", but: " + e.getMessage(), e);
  }

  private static ModelException missing(Path directory) {
    String found;
    try (Stream<Path> files = Files.list(directory)) {
      found = files.map(file -> file.getFileName().toString()).sorted().toList().toString();
    } catch (IOException e) {
      found = "nothing that can be listed";
    }
    return new ModelException(
        "expected tokenizer.json in " + directory + " or its textual/, found " + found);
  }

  /** Reads tokenizer.json once, as a stream: its vocabulary is far larger than what is wanted. */
  private static final class Scan {
    private final @Nullable String padToken;
    private OptionalInt truncation = OptionalInt.empty();
    private OptionalInt padding = OptionalInt.empty();
    private OptionalInt padTokenId = OptionalInt.empty();

    private Scan(@Nullable String padToken) {
      this.padToken = padToken;
    }

    static Scan of(Path tokenizerJson, @Nullable String padToken) {
      Scan scan = new Scan(padToken);
      try (Reader text = Files.newBufferedReader(tokenizerJson);
          JsonReader json = new JsonReader(text)) {
        scan.members(json);
      } catch (IOException | JsonParseException | IllegalStateException e) {
        throw unreadable(tokenizerJson, e);
      }
      return scan;
    }

    private void members(JsonReader json) throws IOException {
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "truncation" -> truncation = number(json, "max_length");
          case "padding" -> padding = number(json, "pad_id");
          case "added_tokens" -> addedTokens(json);
          case "model" -> model(json);
          default -> json.skipValue();
        }
      }
      json.endObject();
    }

    private static OptionalInt number(JsonReader json, String name) {
      JsonElement value = JsonParser.parseReader(json);
      return value.isJsonObject() ? limits(value.getAsJsonObject(), name, 0) : OptionalInt.empty();
    }

    private static OptionalInt limits(JsonObject object, String name, int least) {
      JsonElement value = object.get(name);
      return value != null && value.isJsonPrimitive() && value.getAsInt() >= least
          ? OptionalInt.of(value.getAsInt())
          : OptionalInt.empty();
    }

    private void addedTokens(JsonReader json) throws IOException {
      json.beginArray();
      while (json.hasNext()) {
        JsonObject token = JsonParser.parseReader(json).getAsJsonObject();
        if (token.get("content").getAsString().equals(padToken)) {
          padTokenId = OptionalInt.of(token.get("id").getAsInt());
        }
      }
      json.endArray();
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
        boolean found = json.nextName().equals(padToken) && padTokenId.isEmpty();
        int id = json.nextInt();
        if (found) {
          padTokenId = OptionalInt.of(id);
        }
      }
      json.endObject();
    }

    /** Unigram: pairs of token and score; the place in the list is the id. */
    private void vocabularyByIndex(JsonReader json) throws IOException {
      json.beginArray();
      for (int id = 0; json.hasNext(); id++) {
        json.beginArray();
        if (json.nextString().equals(padToken) && padTokenId.isEmpty()) {
          padTokenId = OptionalInt.of(id);
        }
        json.skipValue();
        json.endArray();
      }
      json.endArray();
    }
  }
}
