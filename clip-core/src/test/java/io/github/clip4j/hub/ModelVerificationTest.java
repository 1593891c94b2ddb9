package io.github.clip4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.hub.ModelVerification.CheckedFile;
import io.github.clip4j.hub.ModelVerification.State;
import io.github.clip4j.model.HubId;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.web.TestRetries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelVerificationTest {

  @TempDir private Path directory;

  private Path pulled() throws IOException {
    try (FakeHub server = new FakeHub()) {
      server.withDirectory(ReferenceModels.assemble("tinyclip-split", directory));
      return new ModelHub(server.settings(directory.resolve("cache")), TestRetries.immediate())
          .pull(FakeHub.ID)
          .directory()
          .path();
    }
  }

  @Test
  void aPulledModelIsVerifiedByTheNamesOfItsBlobs() throws IOException {
    ModelVerification verification = ModelVerification.of(pulled().toString());

    assertThat(verification.isSound()).isTrue();
    assertThat(verification.problem()).isEmpty();
    assertThat(verification.files())
        .extracting(CheckedFile::name)
        .contains("config.json", "onnx/vision_model.onnx", "tokenizer.json");
    assertThat(verification.files()).extracting(CheckedFile::state).containsOnly(State.VERIFIED);
    assertThat(verification.files())
        .anyMatch(file -> file.detail().startsWith("SHA-256 "))
        .anyMatch(file -> file.detail().startsWith("git blob "));
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    Path snapshot = pulled();
    Path graph = snapshot.resolve("onnx/vision_model.onnx").toRealPath();
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length / 2] ^= 1;
    Files.write(graph, bytes);

    ModelVerification verification = ModelVerification.of(snapshot.toString());

    assertThat(verification.isSound()).isFalse();
    assertThat(verification.files())
        .filteredOn(file -> file.state() == State.DAMAGED)
        .singleElement()
        .satisfies(file -> assertThat(file.name()).isEqualTo("onnx/vision_model.onnx"))
        .satisfies(file -> assertThat(file.detail()).contains("found other content"));
  }

  @Test
  void aPlainDirectoryIsUncheckedButOpened() throws IOException {
    Path model = ReferenceModels.assemble("tinyclip-split", directory);

    ModelVerification whole = ModelVerification.of(model.toString());
    assertThat(whole.isSound()).isTrue();
    assertThat(whole.files()).extracting(CheckedFile::state).containsOnly(State.UNCHECKED);

    Files.writeString(model.resolve("onnx/text_model.onnx"), "version https://git-lfs");
    ModelVerification pointer = ModelVerification.of(model.toString());
    assertThat(pointer.isSound()).isFalse();
    assertThat(pointer.problem()).get().asString().contains("text_model.onnx");

    Files.delete(model.resolve("onnx/text_model.onnx"));
    assertThat(ModelVerification.of(model.toString()).problem())
        .get()
        .asString()
        .contains("expected onnx/text_model.onnx");
  }

  @Test
  void whatTheHubsOwnClientNotedBesideADownloadIsUsed() throws IOException {
    Path model = ReferenceModels.assemble("tinyclip-split", directory);
    Path notes = Files.createDirectories(model.resolve(".cache/huggingface/download"));
    Files.writeString(
        notes.resolve("config.json.metadata"),
        FakeHub.COMMIT
            + "\n"
            + FakeHub.gitBlob(Files.readAllBytes(model.resolve("config.json")))
            + "\n1764000000.0\n");

    assertThat(ModelVerification.of(model.toString()).files())
        .filteredOn(file -> file.state() == State.VERIFIED)
        .extracting(CheckedFile::name)
        .containsExactly("config.json");
  }

  @Test
  void anUnknownModelIsAnError() {
    assertThatThrownBy(() -> ModelVerification.of("owner/none"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("unknown model \"owner/none\"");
  }

  @Test
  void everyFactOfTheTableHasASource() {
    assertThat(HubModel.known())
        .isNotEmpty()
        .allSatisfy(
            model -> {
              assertThat(model.sources()).isNotEmpty();
              assertThat(model.sources().toString()).contains(model.id().repository());
              assertThat(model.id().revision().stream()).allMatch(HubId::isCommit);
            });
  }
}
