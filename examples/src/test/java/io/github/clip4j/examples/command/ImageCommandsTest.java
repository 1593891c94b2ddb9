package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.examples.DemoPhotos;
import io.github.clip4j.npy.NpyArray;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** embed and search, classify, and preprocess. */
class ImageCommandsTest {
  private static final String LABELS = "animal,food,object,vehicle";

  @TempDir private Path directory;
  private Path broken;
  private Path index;

  @BeforeEach
  void writeABrokenPhoto() throws IOException {
    broken = Files.writeString(directory.resolve("broken.jpg"), "not a photo");
    index = directory.resolve("e.npy");
  }

  private Path sibling(String ending) {
    return directory.resolve("e" + ending);
  }

  @Test
  void vectorsAreUnitRowsWithAFileEach() throws IOException {
    String dog = DemoPhotos.photo("dog.jpg");
    String cat = DemoPhotos.photo("cat.jpg");

    CommandRun run = CommandRun.of("embed", dog, broken.toString(), cat, "--out", index.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().startsWith("failed\t" + broken + "\t");
    NpyArray vectors = NpyArray.read(index);
    assertThat(vectors.type()).isEqualTo("<f4");
    assertThat(vectors.shape()).containsExactly(2, 512);
    double sum = 0;
    for (float value : java.util.Arrays.copyOf(vectors.toFloats(), 512)) {
      sum += (double) value * value;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
    assertThat(Files.readAllLines(sibling(".jsonl")))
        .containsExactly(
            "{\"row\":0,\"file\":\"" + dog + "\"}", "{\"row\":1,\"file\":\"" + cat + "\"}");
    List<String> failures = Files.readAllLines(sibling(".failures.jsonl"));
    JsonObject failure = JsonParser.parseString(failures.get(0)).getAsJsonObject();
    assertThat(failures).hasSize(1);
    assertThat(failure.get("file").getAsString()).isEqualTo(broken.toString());
    assertThat(failure.get("error").getAsString()).isNotBlank();
    JsonObject meta =
        JsonParser.parseString(Files.readString(sibling(".meta.json"))).getAsJsonObject();
    assertThat(meta.get("count").getAsInt()).isEqualTo(2);
    assertThat(meta.get("dimension").getAsInt()).isEqualTo(512);
    assertThat(meta.get("fingerprint").getAsString()).isNotBlank();
    assertThat(meta.has("preprocessing")).isTrue();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aNameIsTextWhateverIsInIt() throws IOException {
    String name = "<script>alert(\"1\")<\n\t\u001b[2J\u202egpj.jpg";
    Path photo = directory.resolve("good" + name);
    DemoPhotos.copy("cat.jpg", photo);
    Path bad = Files.writeString(directory.resolve("bad" + name), "not a photo");

    CommandRun run =
        CommandRun.of(
            "analyze",
            photo.toString(),
            bad.toString(),
            "--out",
            directory.resolve("o").toString());
    CommandRun.of("embed", photo.toString(), bad.toString(), "--out", index.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errLines()).singleElement().asString().startsWith("failed\t" + directory);
    assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u202e");
    JsonObject analysis =
        JsonParser.parseString(Files.readString(directory.resolve("o/analysis.json")))
            .getAsJsonObject();
    for (String list : List.of("images", "failures")) {
      assertThat(analysis.getAsJsonArray(list)).hasSize(1);
    }
    assertThat(file(analysis.getAsJsonArray("images").get(0).toString()))
        .isEqualTo(photo.toString());
    assertThat(file(analysis.getAsJsonArray("failures").get(0).toString()))
        .isEqualTo(bad.toString());
    assertThat(Files.readAllLines(sibling(".jsonl")))
        .singleElement()
        .satisfies(line -> assertThat(file(line)).isEqualTo(photo.toString()));
    assertThat(Files.readAllLines(sibling(".failures.jsonl")))
        .singleElement()
        .satisfies(line -> assertThat(file(line)).isEqualTo(bad.toString()));
  }

  private static String file(String json) {
    return JsonParser.parseString(json).getAsJsonObject().get("file").getAsString();
  }

  @Test
  void withoutAFailureTheFileOfFailuresIsEmpty() {
    CommandRun run = CommandRun.of("embed", DemoPhotos.photo("cat.jpg"), "--out", index.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(sibling(".failures.jsonl")).isEmptyFile();
  }

  @Test
  void whereNoPhotoIsReadableOnlyTheFailuresAreWritten() throws IOException {
    Files.writeString(index, "old");

    CommandRun run = CommandRun.of("embed", broken.toString(), "--out", index.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("e.failures.jsonl");
    assertThat(Files.readAllLines(sibling(".failures.jsonl"))).hasSize(1);
    assertThat(index).hasContent("old");
    assertThat(sibling(".jsonl")).doesNotExist();
  }

  @Test
  void searchPutsTheBestPhotoFirst() {
    embedDemo();

    CommandRun run =
        CommandRun.of("search", "--index", index.toString(), "a red double-decker bus", "-k", "3");

    assertThat(run.status()).isZero();
    assertThat(run.json())
        .hasSize(3)
        .isSortedAccordingTo(
            (a, b) -> Float.compare(b.get("score").getAsFloat(), a.get("score").getAsFloat()))
        .first()
        .satisfies(
            hit ->
                assertThat(hit.get("file").getAsString())
                    .isEqualTo(DemoPhotos.photo("city-bus.jpg")));
  }

  @Test
  void searchRefusesRowsThatDoNotBelongTogether() throws IOException {
    embedDemo();
    List<String> rows = Files.readAllLines(sibling(".jsonl"));
    Files.write(sibling(".jsonl"), rows.subList(0, 25));

    CommandRun run = CommandRun.of("search", "--index", index.toString(), "a bus");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().contains("26").contains("25");
  }

  @Test
  void searchRefusesTheVectorsOfAnotherModel() throws IOException {
    embedDemo();
    String meta = Files.readString(sibling(".meta.json"));
    Files.writeString(
        sibling(".meta.json"),
        meta.replaceFirst("\"fingerprint\": \"[^\"]*\"", "\"fingerprint\": \"another\""));

    CommandRun run = CommandRun.of("search", "--index", index.toString(), "a bus");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().contains("another model");
  }

  @Test
  void vectorsOfAnotherTransparencyAreSearchedAsTheyWereMade() {
    CommandRun embed =
        CommandRun.of(
            "embed",
            DemoPhotos.photo("cat.jpg"),
            "--transparency",
            "white",
            "--transform",
            "open-clip",
            "--exif",
            "--out",
            index.toString());
    assertThat(embed.status()).isZero();

    CommandRun run = CommandRun.of("search", "--index", index.toString(), "a kitten");

    assertThat(run.status()).isZero();
    assertThat(run.json()).hasSize(1);
  }

  private void embedDemo() {
    CommandRun run = CommandRun.of("embed", DemoPhotos.FOLDER, "--out", index.toString());
    assertThat(run.status()).isZero();
  }

  @Test
  void everyDemoPhotoIsClassifiedRight() {
    CommandRun run = CommandRun.of("classify", DemoPhotos.FOLDER, "--labels", LABELS);

    assertThat(run.status()).isZero();
    Map<String, String> labels =
        run.json().stream()
            .collect(
                Collectors.toMap(
                    line -> line.get("file").getAsString(),
                    line -> line.get("label").getAsString()));
    assertThat(labels).isEqualTo(DemoPhotos.categories());
    assertThat(run.json())
        .allSatisfy(
            line -> {
              JsonObject scores = line.getAsJsonObject("scores");
              assertThat(scores.keySet()).containsExactly(LABELS.split(","));
              double sum = 0;
              for (String label : scores.keySet()) {
                sum += scores.get(label).getAsDouble();
              }
              assertThat(sum).isCloseTo(1, within(1e-6));
            });
  }

  @Test
  void aLogitScaleOfMinusThousandMakesAllLabelsEqual() {
    CommandRun run =
        CommandRun.of(
            "classify",
            DemoPhotos.photo("cat.jpg"),
            "--labels",
            "animal,food",
            "--logit-scale",
            "-1000");

    assertThat(run.status()).isZero();
    JsonObject scores = run.json().get(0).getAsJsonObject("scores");
    assertThat(scores.get("animal").getAsDouble()).isEqualTo(0.5);
  }

  @Test
  void classifyTellsFailuresOnStandardErrorAndGoesOn() {
    CommandRun run =
        CommandRun.of(
            "classify", broken.toString(), DemoPhotos.photo("cat.jpg"), "--labels", LABELS);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.json()).hasSize(1);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .matches("failed\t\\Q" + broken + "\\E\t[^\t]+");
  }

  @Test
  void templatesAndALabelsFileAreRead() throws IOException {
    Path labels = Files.writeString(directory.resolve("labels.txt"), "animal\nvehicle\n");
    Path templates =
        Files.writeString(directory.resolve("templates.txt"), "a photo of a {}\na {}\n");

    CommandRun run =
        CommandRun.of(
            "classify",
            DemoPhotos.photo("cat.jpg"),
            "--labels-file",
            labels.toString(),
            "--templates",
            templates.toString());

    assertThat(run.status()).isZero();
    assertThat(run.json().get(0).get("label").getAsString()).isEqualTo("animal");
  }

  @Test
  void aTemplateWithoutAGapIsRefused() throws IOException {
    Path templates = Files.writeString(directory.resolve("templates.txt"), "a photo\n");

    CommandRun run =
        CommandRun.of(
            "classify",
            DemoPhotos.photo("cat.jpg"),
            "--labels",
            LABELS,
            "--templates",
            templates.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("line 1").contains("{}");
  }

  @Test
  void preprocessWritesWhatTheTowerIsFed() throws IOException {
    Path file = directory.resolve("x.npy");

    CommandRun run =
        CommandRun.of(
            "preprocess", broken.toString(), DemoPhotos.photo("cat.jpg"), "--out", file.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(NpyArray.read(file).shape()).containsExactly(1, 3, 260, 260);
    assertThat(Files.readAllLines(directory.resolve("x.jsonl"))).hasSize(1);
    assertThat(Files.readAllLines(directory.resolve("x.failures.jsonl"))).hasSize(1);
  }

  @Test
  void thePreprocessorsFileIsEnough() throws IOException {
    Path model = Files.createDirectory(directory.resolve("model"));
    Files.writeString(
        model.resolve("preprocessor_config.json"),
        """
        {"do_resize": true, "size": {"shortest_edge": 20}, "resample": 3,
         "do_center_crop": true, "crop_size": {"height": 20, "width": 20},
         "do_rescale": true, "rescale_factor": 0.00392156862745098,
         "do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}
        """);
    Path file = directory.resolve("x.npy");

    CommandRun run =
        CommandRun.of(
            "preprocess",
            DemoPhotos.photo("cat.jpg"),
            "--model",
            model.toString(),
            "--out",
            file.toString());

    assertThat(run).isEqualTo(new CommandRun(0, "", ""));
    assertThat(NpyArray.read(file).shape()).containsExactly(1, 3, 20, 20);
  }

  @Test
  void transparencyDecidesWhatIsBehindATransparentPhoto() throws IOException {
    Path photo = directory.resolve("glass.png");
    BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, Color.BLACK.getRGB());
    ImageIO.write(image, "png", photo.toFile());
    Path file = directory.resolve("x.npy");

    CommandRun.of("preprocess", photo.toString(), "--out", file.toString());
    float dropped = NpyArray.read(file).toFloats()[40000];
    CommandRun.of(
        "preprocess", photo.toString(), "--transparency", "white", "--out", file.toString());
    float white = NpyArray.read(file).toFloats()[40000];

    assertThat(white).isGreaterThan(dropped + 1);
  }
}
