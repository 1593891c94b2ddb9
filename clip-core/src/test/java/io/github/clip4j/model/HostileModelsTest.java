package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ClipException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Model files that are truncated, huge, or not what they claim: one {@link ModelException} each,
 * nothing half-loaded. {@code -Dclip4j.model.mutations=N} and {@code -Dclip4j.model.loads=N} do
 * more.
 */
class HostileModelsTest {

  private static final List<String> FILES =
      List.of(
          "config.json",
          "preprocessor_config.json",
          "tokenizer_config.json",
          "tokenizer.json",
          "onnx/vision_model.onnx",
          "onnx/text_model.onnx");

  @TempDir private Path temporary;
  private Path model;

  @BeforeEach
  void copyAModel() {
    model = ReferenceModels.assemble("external-data", temporary);
  }

  private ModelException refused() {
    ModelException[] refusal = new ModelException[1];
    assertThatThrownBy(() -> ModelDirectory.of(model).open().close())
        .isInstanceOfSatisfying(ModelException.class, e -> refusal[0] = e);
    return refusal[0];
  }

  private static Stream<Arguments> damages() {
    return FILES.stream()
        .flatMap(
            file ->
                Stream.of(
                        "empty",
                        "half",
                        "noise",
                        "a text",
                        "an array",
                        "a photo",
                        "deep",
                        "a folder",
                        "huge")
                    .map(damage -> Arguments.of(file, damage)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("damages")
  void whatIsNotWhatItClaimsIsRefusedByName(String name, String damage) throws IOException {
    Path file = model.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Files.delete(file);
    switch (damage) {
      case "empty" -> Files.createFile(file);
      case "half" -> Files.write(file, Arrays.copyOf(whole, whole.length / 2));
      case "noise" -> Files.write(file, noise(5000));
      case "a text" -> Files.writeString(file, "Entry not found");
      case "an array" -> Files.writeString(file, "[1, 2, 3]");
      case "a photo" -> Files.copy(ReferenceModels.file("images/exact_224.png"), file);
      case "deep" -> Files.writeString(file, "{\"model\":" + "[".repeat(200_000));
      case "a folder" -> Files.createDirectory(file);
      default -> {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(3L << 30);
        }
      }
    }
    assertThat(refused()).hasMessageContaining(file.getFileName().toString());
  }

  @ParameterizedTest
  @MethodSource("files")
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsRefusedAndNotWaitedFor(String name) throws Exception {
    Path file = model.resolve(name);
    Files.delete(file);
    assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    ModelException refusal = assertTimeoutPreemptively(Duration.ofSeconds(20), this::refused);
    assertThat(refusal).hasMessageContaining(file.getFileName().toString());
  }

  private static List<String> files() {
    return FILES;
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config.json | {'model_type': 7} | a string for \"model_type\"",
        "config.json | {'text_config': 'x'} | an object for \"text_config\"",
        "config.json | {'projection_dim': 'x'} | a whole number",
        "config.json | {'projection_dim': 1e99} | a whole number",
        "config.json | {'text_config': {'max_position_embeddings': true}} | a number",
        "config.json | {'logit_scale_init_value': 1e999, 'projection_dim': 24} | a number",
        "tokenizer_config.json | {'pad_token': 1} | a string for \"pad_token\"",
        "tokenizer_config.json | {'model_max_length': 'x'} | a number",
        "preprocessor_config.json | {'size': {'height': 1e9, 'width': 3}} | size",
        "preprocessor_config.json | {'image_mean': ['x', 'y', 'z']} | preprocessor_config.json",
      })
  void valuesOfAnotherTypeAreRefusedByName(String file, String json, String message)
      throws IOException {
    Files.writeString(model.resolve(file), json.replace('\'', '"'));
    try (OpenedModel opened = ModelDirectory.of(model).open()) {
      assertThatThrownBy(opened::logitScale).hasMessageContaining(message);
    } catch (ModelException e) {
      assertThat(e).hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "100000", "4294967296", "1.5", "\"x\""})
  void aPadTokenOutsideOfTheVocabularyIsRefused(String id) throws IOException {
    Path file = model.resolve("tokenizer.json");
    String json = Files.readString(file);
    Files.writeString(
        file, json.replaceFirst("\"padding\": ?null", "\"padding\": {\"pad_id\": " + id + "}"));
    Files.writeString(model.resolve("tokenizer_config.json"), "{\"model_max_length\": 77}");
    assertThat(refused()).hasMessageContaining("tokenizer.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\": \"Replace\", \"content\": \"\\ud800\"}",
        "{\"type\": \"Strip\", \"start\": 1e999}",
        "17"
      })
  void aDecoderThatWouldEndTheProcessIsRefusedBefore(String decoder) throws IOException {
    Path file = model.resolve("tokenizer.json");
    String json = Files.readString(file);
    int at = json.indexOf("\"decoder\":");
    Files.writeString(
        file,
        json.substring(0, at) + "\"decoder\": " + decoder + json.substring(json.indexOf(',', at)));
    assertThat(refused()).hasMessageContaining("tokenizer.json");
  }

  @Test
  void aTemplateThatNamesAnUnknownTokenIsRefusedBeforeItEndsTheProcess() throws IOException {
    model = ReferenceModels.assemble("multilingual", temporary);
    Path file = model.resolve("text/tokenizer.json");
    String json = Files.readString(file);
    String changed =
        json.replaceFirst("(\"SpecialToken\": ?\\{\"id\": ?)\"\\[CLS]\"", "$1\"[cls]\"");
    assertThat(changed).isNotEqualTo(json);
    Files.writeString(file, changed);
    assertThat(refused()).hasMessageContaining("names the token \"[cls]\"");
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    Files.delete(model.resolve("onnx/weights.bin"));
    assertThat(refused())
        .hasMessageContaining("weights.bin")
        .hasMessageContaining("text_model.onnx needs beside it, found none");
  }

  @Test
  void weightsThatWereCutAreNamed() throws IOException {
    Path weights = model.resolve("onnx/vision_model.onnx_data");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 1));
    assertThat(refused())
        .hasMessageContaining("vision_model.onnx_data")
        .hasMessageContaining("expected at least " + whole.length);
  }

  @Test
  void weightsOutsideOfTheModelAreRefused() throws IOException {
    Path graph = model.resolve("onnx/text_model.onnx");
    String content = Files.readString(graph, StandardCharsets.ISO_8859_1);
    Files.writeString(
        graph, content.replace("weights.bin", "../config.j"), StandardCharsets.ISO_8859_1);
    assertThat(refused()).hasMessageContaining("expected weights beside the graph");
  }

  @Test
  void mutatedFilesAreRefusedOrHarmless() throws IOException {
    int mutations = Integer.getInteger("clip4j.model.mutations", 120);
    int refused = 0;
    for (String layout :
        List.of("external-data", "siglip2", "multilingual", "immich-multilingual")) {
      Path original = ReferenceModels.assemble(layout, temporary.resolve("original"));
      List<Path> files = files(original);
      for (int seed = 0; seed < mutations / 4; seed++) {
        Path copy = ReferenceModels.assemble(layout, temporary.resolve("copies/" + seed));
        SplittableRandom random = new SplittableRandom(seed);
        Path file = copy.resolve(original.relativize(files.get(random.nextInt(files.size()))));
        Files.write(file, mutated(Files.readAllBytes(file), random));
        refused += survives(copy) ? 0 : 1;
        deleteTree(copy);
      }
    }
    assertThat(refused).isBetween(mutations / 4, mutations - 1);
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> !file.toString().contains("golden"))
          .sorted()
          .toList();
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    for (Path file : files(directory)) {
      Files.delete(file);
    }
  }

  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        for (int i = 0; i < 8; i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 2 -> {
        for (int i = at; i < Math.min(bytes.length, at + 400); i++) {
          bytes[i] =
              bytes[i] >= '0' && bytes[i] <= '9' ? (byte) ('0' + random.nextInt(10)) : bytes[i];
        }
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
        System.arraycopy(whole, from, bytes, at, length);
      }
    }
    return bytes;
  }

  /** Whether it opens and can be used; a {@link ClipException} is the only other outcome. */
  private static boolean survives(Path directory) {
    try (OpenedModel opened = ModelDirectory.of(directory).open()) {
      opened.textEncoder().encode(List.of("a photo of a cat", "zwei Hunde \ud83d\udc36"));
      try (ImageEncoder.Batch batch = opened.imageEncoder().newBatch()) {
        batch.load(0, ImageSource.file(ReferenceModels.file("images/jpeg_grey.jpg")));
        batch.encode(new int[] {0});
      }
      opened.describe();
      return true;
    } catch (ClipException e) {
      assertThat(e).hasMessageMatching("(?s).{20,}");
      return false;
    }
  }
}
