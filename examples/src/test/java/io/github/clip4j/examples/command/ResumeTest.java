package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.examples.DemoPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** embed --resume. */
class ResumeTest {
  private static final List<String> PHOTOS = List.of("cat.jpg", "dog.jpg", "hammer.jpg");

  @TempDir private Path directory;
  private Path photos;

  @BeforeEach
  void copyPhotos() throws IOException {
    photos = Files.createDirectory(directory.resolve("photos"));
    for (String photo : PHOTOS) {
      DemoPhotos.copy(photo, photos.resolve(photo));
    }
    Files.writeString(photos.resolve("broken.jpg"), "not a photo");
  }

  private CommandRun embed(String stem, String... more) {
    Path out = directory.resolve(stem + ".npy");
    List<String> arguments =
        new ArrayList<>(List.of("embed", photos.toString(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private void assertSameFiles(String stem, String expected) throws IOException {
    for (String ending : List.of(".npy", ".jsonl", ".failures.jsonl", ".meta.json")) {
      assertThat(directory.resolve(stem + ending))
          .hasSameBinaryContentAs(directory.resolve(expected + ending));
    }
  }

  @Test
  void theFilesAreThoseOfARunWithoutIt() throws IOException {
    assertThat(embed("plain").status()).isEqualTo(1);
    CommandRun first = embed("resumed", "--resume");
    assertThat(first.status()).isEqualTo(1);
    assertThat(first.errLines()).hasSize(1);
    assertSameFiles("resumed", "plain");

    CommandRun second = embed("resumed", "--resume");
    assertThat(second.status()).isEqualTo(1);
    assertThat(second.err()).contains("3 embedded before, 0 embedded now");
    assertSameFiles("resumed", "plain");
  }

  @Test
  void whatChangedAndWhatVanishedIsNamed() throws IOException {
    embed("e", "--resume");
    Files.setLastModifiedTime(photos.resolve("cat.jpg"), FileTime.from(Instant.EPOCH));
    Files.delete(photos.resolve("dog.jpg"));

    CommandRun run = embed("e", "--resume");

    assertThat(run.errLines())
        .contains(
            "changed\t" + photos + "/cat.jpg",
            "dropped\t" + photos + "/dog.jpg",
            "1 embedded before, 1 embedded now");
    assertThat(Files.readAllLines(directory.resolve("e.jsonl"))).hasSize(2);
  }

  @Test
  void contentsAreComparedOnRequest() throws IOException {
    embed("e", "--resume", "--compare-contents");
    Files.setLastModifiedTime(photos.resolve("cat.jpg"), FileTime.from(Instant.EPOCH));

    assertThat(embed("e", "--resume", "--compare-contents").err())
        .contains("3 embedded before, 0 embedded now");
  }

  @Test
  void otherPreprocessingIsRefused() {
    embed("e", "--resume");

    CommandRun run = embed("e", "--resume", "--transparency", "white");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .contains("expected a journal of the model", "e.journal", "delete the journal");
  }

  @Test
  void comparingContentsNeedsResume() {
    CommandRun run = embed("e", "--compare-contents");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("--resume", "try clip4j embed");
  }
}
