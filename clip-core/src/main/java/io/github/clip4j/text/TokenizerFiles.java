package io.github.clip4j.text;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.json.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the files beside a tokenizer say about its context length and its pad token. */
record TokenizerFiles(
    Path tokenizerJson,
    Optional<Limit> limit,
    OptionalInt padId,
    boolean padsLeft,
    boolean cutsLeft,
    boolean lowerCases) {

  /** The most tokens that a file allows. */
  record Limit(int tokens, String source) {}

  /** The first is a text model of its own, which stands in for the model's. */
  private static final List<String> PLACES =
      List.of("text", "", "textual", "tokenizer", "onnx", "0_CLIPModel");

  /** A tokenizer without a limit stores a huge number, 1e30, as its limit. */
  private static final double NO_LIMIT = 1e9;

  /**
   * What transformers' configuration classes leave out of {@code text_config} where it is the
   * default (CLIPTextConfig, SiglipTextConfig, Siglip2TextConfig).
   */
  private static final Map<String, Integer> DEFAULT_POSITIONS =
      Map.of("clip", 77, "siglip", 64, "siglip2", 64);

  /** Towers whose positions start behind the pad token's: two of them are never used. */
  private static final List<String> OFFSET_POSITIONS =
      List.of("roberta", "xlm-roberta", "camembert", "mpnet");

  static Optional<Path> tokenizerJson(Path directory) {
    return PLACES.stream()
        .map(place -> directory.resolve(place).resolve("tokenizer.json"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  static TokenizerFiles find(Path directory) {
    Path tokenizerJson = tokenizerJson(directory).orElseThrow(() -> missing(directory));
    Path folder = tokenizerJson.resolveSibling("");
    JsonFile config = JsonFile.readIfThere(folder.resolve("tokenizer_config.json"));
    JsonFile special = JsonFile.readIfThere(folder.resolve("special_tokens_map.json"));
    String padToken = config.token("pad_token").or(() -> special.token("pad_token")).orElse(null);
    TokenizerJson json = TokenizerJson.read(tokenizerJson, padToken);
    List<Limit> limits = limits(directory, folder, config);
    if (limits.isEmpty()) {
      add(limits, json.truncation(), "truncation of tokenizer.json");
    }
    return new TokenizerFiles(
        tokenizerJson,
        limits.stream().min(Comparator.comparingInt(Limit::tokens)),
        json.padId(),
        isLeft(config, "padding_side"),
        isLeft(config, "truncation_side"),
        lowerCases(directory, config));
  }

  private static boolean isLeft(JsonFile config, String name) {
    return config.string(name).filter("left"::equals).isPresent();
  }

  /** Siglip2Tokenizer, which transformers takes for every siglip2, lower-cases before the rest. */
  private static boolean lowerCases(Path directory, JsonFile config) {
    return config.string("tokenizer_class").filter("Siglip2Tokenizer"::equals).isPresent()
        || JsonFile.readIfThere(directory.resolve("config.json"))
            .string("model_type")
            .filter("siglip2"::equals)
            .isPresent();
  }

  private static List<Limit> limits(Path directory, Path folder, JsonFile config) {
    List<Limit> limits = new ArrayList<>();
    add(limits, tokens(config, "model_max_length"), "model_max_length of tokenizer_config.json");
    add(
        limits,
        tokens(JsonFile.readIfThere(folder.resolve("sentence_bert_config.json")), "max_seq_length"),
        "max_seq_length of sentence_bert_config.json");
    boolean separate = folder.equals(directory.resolve("text"));
    for (Path place : separate ? List.of(folder) : List.of(directory, folder)) {
      addModel(limits, JsonFile.readIfThere(place.resolve("config.json")));
      JsonFile openClip = JsonFile.readIfThere(place.resolve("open_clip_config.json"));
      addModel(limits, openClip.section("model_cfg"));
    }
    return limits;
  }

  private static void addModel(List<Limit> limits, JsonFile model) {
    String type = model.string("model_type").orElse("");
    OptionalInt positions = positions(model.section("text_config"));
    if (positions.isEmpty() && DEFAULT_POSITIONS.containsKey(type)) {
      add(
          limits,
          OptionalInt.of(DEFAULT_POSITIONS.get(type)),
          "the default of model type " + type + ", which config.json leaves out");
    }
    add(limits, positions, "max_position_embeddings of config.json");
    add(limits, positions(model), "max_position_embeddings of config.json");
    add(
        limits,
        tokens(model.section("text_cfg"), "context_length"),
        "context_length of open_clip's configuration");
  }

  private static OptionalInt positions(JsonFile text) {
    OptionalInt positions = tokens(text, "max_position_embeddings");
    boolean offset = OFFSET_POSITIONS.contains(text.string("model_type").orElse(""));
    return offset && positions.isPresent() ? OptionalInt.of(positions.getAsInt() - 2) : positions;
  }

  private static OptionalInt tokens(JsonFile file, String name) {
    double limit = file.number(name).orElse(0);
    return limit >= 1 && limit < NO_LIMIT ? OptionalInt.of((int) limit) : OptionalInt.empty();
  }

  private static void add(List<Limit> limits, OptionalInt tokens, String source) {
    tokens.ifPresent(number -> limits.add(new Limit(number, source)));
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
}
