package io.github.clip4j.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What a model's {@code config.json} says, in Hugging Face's words or in open_clip's. */
final class ModelConfig {

  private final JsonObject json;

  private ModelConfig(JsonObject json) {
    this.json = json;
  }

  static ModelConfig read(Path directory) {
    Path file = directory.resolve("config.json");
    if (Files.isRegularFile(file)) {
      return new ModelConfig(parse(file));
    }
    Path openClip = directory.resolve("open_clip_config.json");
    return new ModelConfig(
        Files.isRegularFile(openClip) ? section(parse(openClip), "model_cfg") : new JsonObject());
  }

  private static JsonObject parse(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new ModelException("expected a JSON object in " + file + ", but: " + e.getMessage(), e);
    }
  }

  private static JsonObject section(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
  }

  private static Optional<JsonElement> primitive(JsonObject object, String name) {
    return Optional.ofNullable(object.get(name)).filter(JsonElement::isJsonPrimitive);
  }

  /** The kind of model, or nothing where the file does not say. */
  Optional<String> type() {
    return primitive(json, "model_type").map(JsonElement::getAsString);
  }

  /** SigLIP: texts are filled to the context, and each image–text pair is judged by itself. */
  boolean isSiglip() {
    JsonObject text = section(json, "text_cfg");
    return type().filter(name -> name.startsWith("siglip")).isPresent()
        || json.has("init_logit_bias")
        || primitive(text, "no_causal_mask").filter(JsonElement::getAsBoolean).isPresent();
  }

  /** SigLIP 2 with images of any aspect ratio, which come as patches and not as pixels. */
  boolean isNaflex() {
    return type().filter("siglip2"::equals).isPresent();
  }

  OptionalInt dimension() {
    Optional<JsonElement> size = primitive(json, "projection_dim");
    return size.or(() -> primitive(json, "embed_dim"))
        .map(value -> OptionalInt.of(value.getAsInt()))
        .orElse(OptionalInt.empty());
  }

  OptionalDouble logitScale() {
    return primitive(json, "logit_scale_init_value")
        .map(value -> OptionalDouble.of(value.getAsDouble()))
        .orElse(OptionalDouble.empty());
  }
}
