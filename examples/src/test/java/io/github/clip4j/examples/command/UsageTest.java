package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.clip4j.examples.DemoPhotos;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "analyse examples/photos/demo",
        "analyze",
        "analyze examples/photos/demo --clusters four",
        "analyze examples/photos/demo --clusters 0",
        "analyze examples/photos/demo --restarts 0",
        "analyze examples/photos/demo --seed now",
        "analyze examples/photos/demo --labels animal,,food",
        "analyze examples/photos/demo --labels animal,food,",
        "analyze examples/photos/demo --labels animal,food,animal",
        "analyze examples/photos/demo --labels animal --labels-file labels.txt",
        "analyze examples/photos/demo --transparency black",
        "analyze examples/photos/demo --transform torch",
        "analyze examples/photos/demo --gpu",
        "embed examples/photos/demo",
        "embed examples/photos/demo --out vectors",
        "embed examples/photos/demo --out vectors.npy --compare-contents",
        "embed examples/photos/demo --out vectors.npy --max-pixels 0",
        "embed-text --out texts.npy",
        "embed-text cat --file texts.txt --out texts.npy",
        "embed-text cat --out texts",
        "classify examples/photos/demo",
        "classify examples/photos/demo --labels a,b --logit-scale NaN",
        "classify examples/photos/demo --labels a,b --logit-scale 100",
        "search --index vectors.npy",
        "search --index vectors.npy cat -k 0",
        "search --index vectors cat",
        "tokenize",
        "preprocess examples/photos/demo --out pixels",
        "pca --in x.npy --components many --out out",
        "pca --in x.npy --components 1.5 --out out",
        "pca --in x.npy --components 0 --out out",
        "pca --in x.npy --out out",
        "kmeans --in x.npy --clusters 0 --out out",
        "kmeans --in x.npy --clusters 2 --tol -1 --out out",
        "kmeans --in x.npy --clusters 2 --max-iter 0 --out out",
        "kmeans --in x.npy --clusters 2 --init c.npy --restarts 3 --out out",
        "models pull",
        "models pull openai/clip-vit-base-patch32 --pin config.json",
        "models verify",
      })
  void wrongArgumentsGiveOneLineThatPointsToTheHelp(String arguments) {
    CommandRun run = CommandRun.of(words(arguments));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("clip4j: ")
        .containsPattern("\\(try clip4j[a-z -]* --help\\)$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "analyze no-such-folder | no-such-folder: no such file or directory",
        "analyze no-such-folder/*.jpg | no-such-folder/*.jpg: no file matches",
        "analyze examples/photos/demo --clusters 27 | found 26 images for --clusters 27",
        "analyze examples/photos/demo --labels-file none.txt | cannot read none.txt",
        "analyze examples/photos/demo --model no-such-model --out OUT | no-such-model",
        "analyze examples/photos/demo --model no/such-model --out OUT | no/such-model",
        "embed examples/photos/demo --model no-such-model --out OUT/e.npy | no-such-model",
        "embed-text cat --model no-such-model --out OUT/e.npy | no-such-model",
        "embed-text --file none.txt --out OUT/e.npy | cannot read none.txt",
        "search --index none.npy cat | none",
        "tokenize --file none.jsonl | cannot read none.jsonl",
        "pca --in none.npy --components 2 --out OUT | none.npy",
        "kmeans --in none.npy --clusters 2 --out OUT | none.npy",
        "analyze examples/photos/demo --out pom.xml/out | cannot write into pom.xml/out",
        "embed examples/photos/demo --out pom.xml/e.npy | cannot write into pom.xml",
        "pca --in OUT/x.npy --components 2 --out pom.xml | x.npy",
      })
  void whatCannotBeDoneGivesOneLineAndLeavesNothing(String arguments, String reason) {
    Path out = directory.resolve("out");

    CommandRun run = CommandRun.of(words(arguments.replace("OUT", out.toString())));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().contains(reason);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderWithoutImagesIsNothingToDo() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "no photo");

    CommandRun run = CommandRun.of("analyze", directory.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .contains("expected images, found none in " + directory);
  }

  @Test
  void threePhotosAreTooFewForFiveClusters() throws IOException {
    for (String name : new String[] {"cat.jpg", "dog.jpg", "hammer.jpg"}) {
      DemoPhotos.copy(name, directory.resolve(name));
    }

    CommandRun run = CommandRun.of("analyze", directory.toString(), "--clusters", "5");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("3 images for --clusters 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "analyze",
        "embed",
        "embed-text",
        "classify",
        "search",
        "tokenize",
        "preprocess",
        "pca",
        "kmeans",
        "models",
        "models list"
      })
  void helpIsDataOnStandardOutput(String command) {
    CommandRun run = CommandRun.of(words((command + " --help").strip()));

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("Usage: clip4j").contains(command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anArgumentThatStartsWithAnAtSignIsAFileName() {
    CommandRun run = CommandRun.of("analyze", "@pom.xml");

    assertThat(run.errLines()).singleElement().asString().contains("@pom.xml: no such file");
  }

  private static String[] words(String arguments) {
    return Stream.of(arguments.split(" ", -1)).filter(w -> !w.isEmpty()).toArray(String[]::new);
  }

  @Test
  void noOutputOverwritesAnInput() throws IOException {
    DemoPhotos.copy("cat.jpg", directory.resolve("clip_visualization.png"));
    Path array = directory.resolve("transformed.npy");
    NpyArray.of(new float[] {1, 2, 3, 4}, 2, 2).write(array);
    String here = directory.toString();
    String photo = directory.resolve("clip_visualization.png").toString();

    for (String[] command :
        new String[][] {
          {"analyze", photo, "--out", here},
          {"analyze", here + "/*.png", "--out", here},
          {"pca", "--in", array.toString(), "--components", "1", "--out", here},
        }) {
      CommandRun run = CommandRun.of(command);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.errLines())
          .singleElement()
          .asString()
          .contains("it would overwrite the input " + directory, "--help");
    }
    assertThat(NpyArray.read(array).shape()).containsExactly(2, 2);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void noOutputOverwritesWhatLiesInADirectoryOrBehindALink() throws IOException {
    Path photos = Files.createDirectory(directory.resolve("photos"));
    DemoPhotos.copy("cat.jpg", photos.resolve("clip_visualization.png"));
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path linked = elsewhere.resolve("clip_visualization.png");
    DemoPhotos.copy("cat.jpg", linked);
    Path links = Files.createDirectory(directory.resolve("links"));
    Files.createSymbolicLink(links.resolve("photo.png"), linked);
    Path hard = Files.createDirectory(directory.resolve("hard"));
    Files.createLink(hard.resolve("photo.png"), linked);
    Path words = Files.writeString(elsewhere.resolve("analysis.json"), "cat\ndog\n");
    Path templates = Files.writeString(elsewhere.resolve("report.html"), "a photo of {}\n");
    String photo = DemoPhotos.photo("cat.jpg");

    for (String[] command :
        new String[][] {
          {"analyze", photos.toString(), "--out", photos.toString()},
          {"analyze", links.toString(), "--out", elsewhere.toString()},
          {"analyze", hard.toString(), "--out", elsewhere + "/../elsewhere"},
          {"analyze", photo, "--labels-file", words.toString(), "--out", elsewhere.toString()},
          {"analyze", photo, "--templates", templates.toString(), "--out", elsewhere.toString()},
        }) {
      CommandRun run = CommandRun.of(command);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("it would overwrite the input " + directory);
    }
    assertThat(words).hasContent("cat\ndog\n");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theNameOfAModelsFileIsText() throws IOException {
    Path blob = Path.of("../blobs", "0".repeat(64));
    Files.createSymbolicLink(directory.resolve("\u001b[2J\nverified\tmodel"), blob);
    CommandRun run = CommandRun.of("models", "verify", directory.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errLines())
        .first()
        .asString()
        .startsWith("failed\t\\u001b[2J\\u000averified\\u0009model\tcannot be read");
  }

  @Test
  void anEmptyNameIsNoDirectory() {
    CommandRun run = CommandRun.of("classify", "", DemoPhotos.photo("cat.jpg"), "--labels", "a,b");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("failed\t\tan empty name");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDirectoryThatCannotBeListedFailsAndTheOthersGoOn() throws IOException {
    Path closed = Files.createDirectory(directory.resolve("closed"));
    assumeThat(closed.toFile().setReadable(false)).isTrue();
    assumeThat(Files.isReadable(closed)).as("this user may read everything").isFalse();
    CommandRun run =
        CommandRun.of(
            "classify", closed.toString(), DemoPhotos.photo("cat.jpg"), "--labels", "a,b");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("failed\t" + closed + "\tthe directory cannot be listed");
  }

  @Test
  void aFileThatDoesNotFitIntoMemoryIsNamed() throws IOException {
    Path file = directory.resolve("texts.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    CommandRun run = CommandRun.of("embed-text", "--file", file.toString(), "--out", "x.npy");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .contains("cannot read " + file, "memory (-Xmx)");

    CommandRun templates =
        CommandRun.of("classify", "a.jpg", "--labels", "a,b", "--templates", file.toString());
    assertThat(templates.status()).isEqualTo(2);
    assertThat(templates.err()).contains("expected at most 16777216 bytes of templates in " + file);
  }

  @Test
  void aPhotoOfTooManyPixelsFailsAndTheOptionIsNamed() {
    CommandRun run =
        CommandRun.of(
            "classify", DemoPhotos.photo("cat.jpg"), "--labels", "a,b", "--max-pixels", "9");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("over the limit of 9 (maxPixels)");
  }
}
