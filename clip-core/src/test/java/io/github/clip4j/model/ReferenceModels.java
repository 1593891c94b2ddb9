package io.github.clip4j.model;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The reference models of the test resources. Their tokenizers, which are equal, are stored once;
 * {@link #assemble} puts a complete model directory together.
 */
public final class ReferenceModels {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Path ROOT = RESOURCES.resolve("reference");

  private ReferenceModels() {}

  /** {@return the file of the reference folder with that path} */
  public static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** {@return the folder of a reference model, or of one of the layouts made for this project} */
  public static Path folder(String model) {
    Path reference = ROOT.resolve("models").resolve(model);
    return Files.isDirectory(reference) ? reference : RESOURCES.resolve("layouts").resolve(model);
  }

  /** Copies a model, with its tokenizer, into a directory of its name below {@code parent}. */
  public static Path assemble(String model, Path parent) {
    Path source = folder(model);
    Path target = parent.resolve(model);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        if (copy.getFileName().toString().equals("tokenizer_config.json")
            && !Files.exists(file.resolveSibling("tokenizer.json"))) {
          Files.copy(tokenizerFor(copy), copy.resolveSibling("tokenizer.json"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return target;
  }

  private static Path tokenizerFor(Path tokenizerConfig) throws IOException {
    String type = json(tokenizerConfig).get("tokenizer_class").getAsString();
    return ROOT.resolve("models/tokenizers")
        .resolve(type.equals("SiglipTokenizer") ? "siglip.json" : "clip.json");
  }

  /** {@return the JSON object of a file} */
  public static JsonObject json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the JSON objects of a file with one a line} */
  public static Stream<JsonObject> jsonLines(String path) {
    try {
      return Files.readAllLines(file(path)).stream()
          .map(line -> JsonParser.parseString(line).getAsJsonObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
