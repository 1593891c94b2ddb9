package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.examples.DemoPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeCommandTest {
  @TempDir private Path directory;
  private Path photos;
  private Path out;

  @BeforeEach
  void nameThePlaces() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    out = directory.resolve("out");
  }

  private CommandRun analyze(String... more) {
    List<String> args = new ArrayList<>(List.of("analyze"));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", out.toString()));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private JsonObject analysis() throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("analysis.json"))).getAsJsonObject();
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      DemoPhotos.copy(name, photos.resolve(name));
    }
  }

  @Test
  void theDemoPhotosAreGroupedNamedAndDrawn() throws IOException {
    CommandRun run =
        analyze(DemoPhotos.FOLDER, "--labels", "animal, food,object,vehicle", "--clusters", "4");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("animal", "food", "object", "vehicle", "cat.jpg");
    assertThat(ImageIO.read(out.resolve("clip_visualization.png").toFile())).isNotNull();
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.toFile().list())
        .containsExactlyInAnyOrder("clip_visualization.png", "report.html", "analysis.json");
  }

  @Test
  void theDataHaveTheFieldsOfTheContract() throws IOException {
    copy("cat.jpg", "dog.jpg", "polar-bear.jpg", "city-bus.jpg", "blue-car.jpg");
    Files.writeString(photos.resolve("notes.jpg"), "not a photo");

    CommandRun run = analyze(photos.toString(), "--labels", "animal,vehicle", "--clusters", "2");

    assertThat(run.status()).isEqualTo(1);
    String broken = photos + "/notes.jpg";
    assertThat(run.errLines()).singleElement().asString().startsWith("failed\t" + broken + "\t");
    JsonObject json = analysis();
    assertThat(json.get("model").getAsString()).isEqualTo("mini");
    assertThat(json.get("seed").getAsLong()).isEqualTo(42);
    assertThat(json.get("dimension").getAsInt()).isEqualTo(512);
    assertThat(json.getAsJsonArray("explainedVarianceRatio").size()).isEqualTo(2);
    assertThat(json.getAsJsonArray("clusters")).hasSize(2);
    for (JsonElement element : json.getAsJsonArray("clusters")) {
      JsonObject cluster = element.getAsJsonObject();
      assertThat(cluster.keySet()).contains("id", "name", "size", "scores");
      assertThat(cluster.getAsJsonObject("scores").keySet()).containsExactly("animal", "vehicle");
    }
    assertThat(json.getAsJsonArray("images")).hasSize(5);
    JsonObject first = json.getAsJsonArray("images").get(0).getAsJsonObject();
    assertThat(first.get("file").getAsString()).isEqualTo(photos + "/blue-car.jpg");
    assertThat(first.keySet()).contains("x", "y", "cluster", "silhouette");
    JsonObject failure = json.getAsJsonArray("failures").get(0).getAsJsonObject();
    assertThat(failure.get("file").getAsString()).isEqualTo(broken);
    assertThat(failure.get("error").getAsString()).isNotBlank();
  }

  @Test
  void withoutLabelsTheGroupsAreNamedFromTheVocabulary() throws IOException {
    copy("cat.jpg", "dog.jpg", "polar-bear.jpg", "city-bus.jpg", "blue-car.jpg");

    CommandRun run = analyze(photos.toString(), "--clusters", "2");

    assertThat(run.status()).isZero();
    List<String> names = new ArrayList<>();
    for (JsonElement element : analysis().getAsJsonArray("clusters")) {
      JsonObject cluster = element.getAsJsonObject();
      names.add(cluster.get("name").getAsString());
      assertThat(cluster.getAsJsonObject("scores").keySet()).hasSize(10);
      assertThat(cluster.getAsJsonObject("scores").keySet().iterator().next())
          .isEqualTo(cluster.get("name").getAsString());
    }
    assertThat(names).containsExactlyInAnyOrder("animal", "vehicle");
  }

  @Test
  void filesKeepTheOrderAndTheNamesThatWereTyped() throws IOException {
    copy("cat.jpg", "dog.jpg");
    String cat = photos + "/../photos/cat.jpg";
    String dog = photos + "/dog.jpg";

    CommandRun run = analyze(dog, photos + "/", cat, photos + "/d*.jpg", dog, "--clusters", "2");

    assertThat(run.status()).isZero();
    assertThat(files()).containsExactly(dog, photos + "/cat.jpg", dog, cat, dog, dog);
  }

  @Test
  void theOutputDirectoryIsNotSearched() throws IOException {
    copy("cat.jpg", "dog.jpg");
    out = photos.resolve("result");

    assertThat(analyze(photos.toString()).status()).isZero();
    assertThat(analyze(photos.toString()).status()).isZero();
    assertThat(files()).containsExactly(photos + "/cat.jpg", photos + "/dog.jpg");
  }

  @Test
  void aMissingFileAndAGlobWithoutAMatchAreFailuresBesideTheOthers() throws IOException {
    copy("cat.jpg", "dog.jpg");

    CommandRun run = analyze(photos + "/none.jpg", photos.toString(), photos + "/*.webp");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errLines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("failed\t" + photos + "/none.jpg\t"),
            line -> assertThat(line).startsWith("failed\t" + photos + "/*.webp\t"));
    assertThat(analysis().getAsJsonArray("failures")).hasSize(2);
  }

  @Test
  void oneOrTwoPhotosAreOneClusterWithoutSilhouette() throws IOException {
    copy("cat.jpg");

    assertThat(analyze(photos.toString()).status()).isZero();

    JsonObject json = analysis();
    assertThat(json.getAsJsonArray("clusters")).hasSize(1);
    JsonObject cluster = json.getAsJsonArray("clusters").get(0).getAsJsonObject();
    assertThat(cluster.getAsJsonObject("scores").keySet()).hasSize(10);
    JsonObject image = json.getAsJsonArray("images").get(0).getAsJsonObject();
    assertThat(image.get("silhouette").isJsonNull()).isTrue();
  }

  @Test
  void fewerReadablePhotosThanClustersLeaveTheOldResult() throws IOException {
    copy("cat.jpg", "dog.jpg");
    assertThat(analyze(photos.toString(), "--clusters", "2").status()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("analysis.json"));
    Files.writeString(photos.resolve("notes.jpg"), "not a photo");

    CommandRun run = analyze(photos.toString(), "--clusters", "3");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("notes.jpg");
    assertThat(out.resolve("analysis.json")).hasBinaryContent(before);
  }

  @Test
  void theSameSeedGivesTheSameFiles() throws IOException {
    copy("cat.jpg", "dog.jpg", "hammer.jpg", "city-bus.jpg", "scissors.jpg");
    analyze(photos.toString(), "--seed", "7");
    byte[] picture = Files.readAllBytes(out.resolve("clip_visualization.png"));
    byte[] data = Files.readAllBytes(out.resolve("analysis.json"));

    analyze(photos.toString(), "--seed", "7");

    assertThat(out.resolve("clip_visualization.png")).hasBinaryContent(picture);
    assertThat(out.resolve("analysis.json")).hasBinaryContent(data);
  }

  private List<String> files() throws IOException {
    return StreamSupport.stream(analysis().getAsJsonArray("images").spliterator(), false)
        .map(image -> image.getAsJsonObject().get("file").getAsString())
        .toList();
  }
}
