package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.ClipModel;
import io.github.clip4j.encoder.TruncatedText;
import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.error.TextException;
import io.github.clip4j.text.LongTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Text models of their own, and texts that are longer than a model takes. */
class TextModelTest {

  private static final List<String> TEXTS = List.of("zwei Hunde", "un autob\u00fas rojo");

  @TempDir private Path temporary;

  private ModelDirectory model(String name) {
    return ModelDirectory.of(ReferenceModels.assemble(name, temporary));
  }

  @Test
  void theTextTowerOfAnotherModelStandsInForTheDirectorysOwn() {
    ModelDirectory clip = model("position-ids");
    ModelDirectory multilingual = model("multilingual");
    ModelDirectory text = ModelDirectory.of(multilingual.path().resolve("text"));
    try (OpenedModel own = clip.open();
        OpenedModel paired = clip.open(ModelOptions.standard().withTextModel(text));
        OpenedModel other = multilingual.open()) {
      assertThat(paired.textEncoder().encode(TEXTS))
          .isDeepEqualTo(other.textEncoder().encode(TEXTS));
      assertThat(List.of(own.fingerprint(), other.fingerprint()))
          .doesNotContain(paired.fingerprint());
      assertThat(paired.describe().toString())
          .contains("with a text model of its own")
          .contains("a text model was given")
          .contains("48 tokens", "sentence_bert_config.json");
    }
  }

  @Test
  void aDirectoryWithATextModelDoesNotListenToItsOwnTokenizer() {
    try (OpenedModel opened = model("multilingual").open()) {
      assertThat(opened.tokenizer().contextLength()).isEqualTo(48);
      assertThat(opened.tokenizer().padId()).hasValue(0);
      assertThat(opened.describe().toString())
          .contains("tokenizer: text/tokenizer.json (text/ holds a text model)")
          .contains("text graph: text/onnx/model.onnx")
          .contains("sentence_embedding");
    }
  }

  @Test
  void aJointGraphsImageSideCanBePairedAndTellsItsLogitScale() {
    ModelDirectory joint = model("shared-batch");
    ModelDirectory text = ModelDirectory.of(model("multilingual").path().resolve("text"));
    try (OpenedModel paired = joint.open(ModelOptions.standard().withTextModel(text))) {
      assertThat(paired.logitScale().origin()).isEqualTo(LogitScale.Origin.SOLVED);
      assertThat(paired.logitScale().logScale()).isCloseTo(3.5, within(1e-4));
      assertThat(paired.textEncoder().encode(TEXTS)).hasDimensions(2, 24);
    }
  }

  @Test
  void aTextModelOfAnotherDimensionIsRefused() {
    ModelDirectory clip = model("tinyclip-split");
    ModelDirectory text = ModelDirectory.of(model("multilingual").path().resolve("text"));
    assertThatThrownBy(() -> clip.open(ModelOptions.standard().withTextModel(text)))
        .hasMessageContaining("512")
        .hasMessageContaining("24");
  }

  @Test
  void aTextModelWithoutAGraphIsNamed() throws IOException {
    ModelDirectory multilingual = model("multilingual");
    Files.delete(multilingual.path().resolve("text/onnx/model.onnx"));
    assertThatThrownBy(multilingual::open)
        .hasMessageContaining("expected model.onnx in")
        .hasMessageContaining("sentence_bert_config.json");
  }

  @Test
  void textsThatAreCutAreReportedOneByOne() {
    List<String> texts = List.of("cat", "the sea at night ".repeat(40), "dog", "dog ".repeat(100));
    List<TruncatedText> cut = new ArrayList<>();
    try (ClipModel clip = ClipModel.load(model("position-ids").path())) {
      float[] whole = clip.embedTexts(texts, cut::add).vector(1);
      assertThat(cut).extracting(TruncatedText::index).containsExactly(1, 3);
      assertThat(cut).extracting(TruncatedText::limit).containsOnly(77);
      assertThat(cut.get(0).tokens()).isGreaterThan(160);
      assertThat(clip.embedTexts(texts).vector(1)).isEqualTo(whole);
      assertThat(clip.describe().toString()).contains("longer texts: cut");
    }
  }

  @Test
  void textsThatWouldBeCutFailWhereThatWasAskedFor() {
    ModelOptions strict = ModelOptions.standard().withLongTexts(LongTexts.FAIL);
    try (ClipModel clip = ClipModel.load(model("position-ids").path(), strict)) {
      assertThat(clip.embedTexts(List.of("cat")).ids()).hasSize(1);
      assertThatThrownBy(() -> clip.embedTexts(List.of("cat", "dog ".repeat(100))))
          .isInstanceOf(TextException.class)
          .hasMessageContaining("at most 77 tokens")
          .hasMessageContaining("number 1 of the call");
      assertThat(clip.describe().toString()).contains("longer texts: an error");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // links need a privilege there
  void aLinkedCacheOfBlobsIsAModelToo() throws IOException {
    Path source = ReferenceModels.assemble("external-data", temporary);
    Path snapshot = temporary.resolve("models--a--b/snapshots/1234");
    Path blobs = Files.createDirectories(temporary.resolve("models--a--b/blobs"));
    List<Path> files;
    try (var tree = Files.walk(source)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    for (int i = 0; i < files.size(); i++) {
      Path link = snapshot.resolve(source.relativize(files.get(i)).toString());
      Path folder = Files.createDirectories(link.resolveSibling(""));
      Path blob = Files.copy(files.get(i), blobs.resolve("blob" + i));
      Files.createSymbolicLink(link, folder.relativize(blob));
    }
    try (OpenedModel linked = ModelDirectory.of(snapshot).open();
        OpenedModel plain = ModelDirectory.of(source).open()) {
      assertThat(Vectors.of(linked.textEncoder(), TEXTS))
          .isDeepEqualTo(Vectors.of(plain.textEncoder(), TEXTS));
      assertThat(linked.fingerprint()).isEqualTo(plain.fingerprint());
    }
  }
}
