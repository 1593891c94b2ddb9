package io.github.clip4j.model;

import io.github.clip4j.json.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What a model's {@code config.json} says, in Hugging Face's words or in open_clip's. */
final class ModelConfig {

  /** The second is where sentence-transformers keeps CLIP's. */
  private static final List<String> PLACES = List.of("config.json", "0_CLIPModel/config.json");

  private final JsonFile json;

  private ModelConfig(JsonFile json) {
    this.json = json;
  }

  static ModelConfig read(Path directory) {
    for (String place : PLACES) {
      Path file = directory.resolve(place);
      if (Files.exists(file)) {
        return new ModelConfig(JsonFile.read(file));
      }
    }
    JsonFile openClip = JsonFile.readIfThere(directory.resolve("open_clip_config.json"));
    return new ModelConfig(openClip.section("model_cfg"));
  }

  /** The kind of model, or nothing where the file does not say. */
  Optional<String> type() {
    return json.string("model_type");
  }

  /** SigLIP, whose pooled state is the embedding. */
  boolean isSiglip() {
    return type().filter(name -> name.startsWith("siglip")).isPresent() || hasBias();
  }

  /** Each image–text pair is judged by itself. */
  boolean isSigmoid() {
    return isSiglip();
  }

  private boolean hasBias() {
    return json.has("init_logit_bias");
  }

  /** Texts must be filled to the context: the tower sees the padding, or pools its last token. */
  boolean readsPadding() {
    JsonFile text = json.section("text_cfg");
    return isSiglip()
        || text.flag("no_causal_mask").orElse(false)
        || text.string("pool_type").filter("last"::equals).isPresent();
  }

  /** SigLIP 2 with images of any aspect ratio, which come as patches and not as pixels. */
  boolean isNaflex() {
    return type().filter("siglip2"::equals).isPresent()
        && json.section("vision_config").has("num_patches");
  }

  OptionalInt dimension() {
    OptionalInt size = json.integer("projection_dim");
    return size.isPresent() ? size : json.integer("embed_dim");
  }

  OptionalDouble logitScale() {
    return json.number(
        "logit_scale_init_value",
        "a number that is the natural logarithm of a scale, at most 10,",
        value -> value <= LogitScale.LARGEST);
  }
}
