package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {

  @TempDir private Path root;

  @Test
  void aModelIsUnpackedOnce() throws IOException {
    Path first = new ModelCache(root).unpack(new TinyBundle());
    assertThat(first.resolve("onnx/model.onnx")).hasContent(TinyBundle.CONTENT);
    FileTime written = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(first.resolve("config.json"), written);
    assertThat(new ModelCache(root).unpack(new TinyBundle())).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.resolve("config.json"))).isEqualTo(written);
  }

  @Test
  void directoriesAreNamedByTheTextOfTheFiles() {
    assertThat(new BundledModel.File("onnx/a.onnx", 3, "0f"))
        .hasToString("File[name=onnx/a.onnx, size=3, sha256=0f]");
  }

  @Test
  void aDamagedFileIsReplacedAndNothingElseIsLeftBehind() throws IOException {
    Path directory = new ModelCache(root).unpack(new TinyBundle());
    Files.writeString(directory.resolve("config.json"), "[]\n");
    Files.delete(directory.resolve("onnx/model.onnx"));
    assertThat(new ModelCache(root).unpack(new TinyBundle())).isEqualTo(directory);
    assertThat(directory.resolve("config.json")).hasContent(TinyBundle.CONTENT);
    assertThat(directory.resolve("onnx/model.onnx")).hasContent(TinyBundle.CONTENT);
    try (Stream<Path> models = Files.list(root.resolve("models"))) {
      assertThat(models).containsExactlyInAnyOrder(directory, recordOf(directory));
    }
  }

  private static Path recordOf(Path directory) {
    return directory.resolveSibling(directory.getFileName() + ".verified");
  }

  /** Damage that keeps size and time is found by digests alone, which are not taken again. */
  private static void damageUnseen(Path file) throws IOException {
    FileTime written = Files.getLastModifiedTime(file);
    Files.writeString(file, "[" + "]".repeat(TinyBundle.CONTENT.length() - 1));
    Files.setLastModifiedTime(file, written);
  }

  @Test
  void digestsAreTakenOnceForFilesWhoseSizesAndTimesStay() throws IOException {
    Path directory = new ModelCache(root).unpack(new TinyBundle());
    damageUnseen(directory.resolve("config.json"));
    new ModelCache(root).unpack(new TinyBundle());
    assertThat(directory.resolve("config.json")).content().startsWith("[");
  }

  @Test
  void aTouchedFileIsReadAgain() throws IOException {
    Path directory = new ModelCache(root).unpack(new TinyBundle());
    Path file = directory.resolve("config.json");
    damageUnseen(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    new ModelCache(root).unpack(new TinyBundle());
    assertThat(file).hasContent(TinyBundle.CONTENT);
  }

  @Test
  void aRecordThatIsCutOffIsNotTrusted() throws IOException {
    Path directory = new ModelCache(root).unpack(new TinyBundle());
    damageUnseen(directory.resolve("config.json"));
    Path record = recordOf(directory);
    Files.writeString(record, Files.readString(record).substring(0, 40));
    new ModelCache(root).unpack(new TinyBundle());
    assertThat(directory.resolve("config.json")).hasContent(TinyBundle.CONTENT);
  }

  @Test
  void manyAtOnceAgree() {
    List<Path> directories =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> new ModelCache(root).unpack(new TinyBundle()))
            .distinct()
            .toList();
    assertThat(directories).hasSize(1);
    assertThat(directories.get(0).resolve("config.json")).hasContent(TinyBundle.CONTENT);
  }

  @Test
  void aCacheThatCannotBeWrittenIsReplacedByAPrivateDirectory() throws IOException {
    Path file = Files.writeString(root.resolve("occupied"), "a file, not a directory");
    Path directory = new ModelCache(file).unpack(new TinyBundle());
    assertThat(directory).doesNotHaveToString(root.toString()).isDirectory();
    assertThat(directory.resolve("onnx/model.onnx")).hasContent(TinyBundle.CONTENT);
  }

  @Test
  void aJarWithDamagedFilesIsRefused() {
    assertThatThrownBy(() -> new ModelCache(root).unpack(new TinyBundle(true)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tiny")
        .hasMessageContaining("config.json");
    assertThat(root.resolve("models")).isEmptyDirectory();
  }
}
