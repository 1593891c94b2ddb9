package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

  @TempDir private Path temporary;

  private ModelDirectory model(String name) {
    return ModelDirectory.of(ReferenceModels.assemble(name, temporary));
  }

  @Test
  void towersThatEndBeforeTheProjectionAreRefusedWithTheReason() {
    ModelDirectory unprojected = model("clip-unprojected");
    assertThatThrownBy(unprojected::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("vision_model.onnx")
        .hasMessageContaining("pooler_output")
        .hasMessageContaining("before its projection");
  }

  @Test
  void whatIsNoDirectoryIsRefused() {
    assertThatThrownBy(() -> ModelDirectory.of(temporary.resolve("absent")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void aDirectoryWithoutGraphsIsRefusedWithWhatIsThere() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Files.delete(model.path().resolve("onnx/vision_model.onnx"));
    Files.delete(model.path().resolve("onnx/text_model.onnx"));
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("onnx/vision_model.onnx")
        .hasMessageContaining("preprocessor_config.json, tokenizer.json");
  }

  @Test
  void aMissingTowerIsNamed() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Files.delete(model.path().resolve("onnx/text_model.onnx"));
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("expected onnx/text_model.onnx");
  }

  @Test
  void aMissingPreprocessorFileIsNamed() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Files.delete(model.path().resolve("preprocessor_config.json"));
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected preprocessor_config.json")
        .hasMessageContaining("onnx/vision_model.onnx");
  }

  @Test
  void aVariantThatIsNotThereIsRefused() {
    ModelDirectory model = model("tinyclip-split");
    ModelOptions half = ModelOptions.standard().withVariant("_fp16");
    assertThatThrownBy(() -> model.open(half))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("variant fp16")
        .hasMessageContaining("fp32=");
  }

  @Test
  void theMostPreciseVariantIsTakenUnlessAnotherIsAskedFor() {
    ModelDirectory model = model("clip-vit-b32-shape");
    assertThat(ModelFiles.find(model.path(), java.util.Optional.empty()).image())
        .hasFileName("vision_model.onnx");
    assertThat(ModelFiles.find(model.path(), java.util.Optional.of("quantized")).text())
        .hasFileName("text_model_quantized.onnx");
  }

  @Test
  void towersOfDifferentPrecisionAreTakenWhereNoneIsCommon() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Path text = model.path().resolve("onnx/text_model.onnx");
    Files.move(text, text.resolveSibling("text_model_q4.onnx"));
    ModelFiles files = ModelFiles.find(model.path(), java.util.Optional.empty());
    assertThat(files.image()).hasFileName("vision_model.onnx");
    assertThat(files.text()).hasFileName("text_model_q4.onnx");
  }

  @Test
  void aPointerInsteadOfAGraphIsRefused() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Files.writeString(
        model.path().resolve("onnx/vision_model.onnx"),
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Git LFS pointer");
  }

  @Test
  void patchesInsteadOfPixelsAreRefusedByName() throws IOException {
    ModelDirectory model = model("siglip-small");
    Files.writeString(model.path().resolve("config.json"), "{\"model_type\": \"siglip2\"}");
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaFlex");
  }

  @Test
  void siglipWithoutScaleAndBiasRefusesProbabilitiesButNotVectors() throws IOException {
    ModelDirectory directory = model("siglip-small");
    Files.delete(directory.path().resolve("onnx/model.onnx"));
    try (OpenedModel model = directory.open()) {
      assertThat(model.usesSigmoid()).isTrue();
      assertThat(model.textEncoder().encode(List.of("cat"))).hasDimensions(1, 192);
      assertThatThrownBy(model::logitScale)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("bias");
      assertThat(model.describe().toString()).contains("logit scale: none");
    }
    ModelOptions given = ModelOptions.standard().withLogitScale(4.7).withLogitBias(-12.9);
    try (OpenedModel model = directory.open(given)) {
      assertThat(model.logitScale())
          .isEqualTo(LogitScale.sigmoid(4.7, -12.9, LogitScale.Origin.GIVEN));
    }
  }

  @Test
  void fingerprintsDifferByModelPrecisionAndPreprocessing() {
    String float32 = fingerprint(model("tinyclip-split"), ModelOptions.standard());
    String again =
        fingerprint(
            ModelDirectory.of(ReferenceModels.assemble("tinyclip-split", temporary.resolve("b"))),
            ModelOptions.standard());
    assertThat(again).isEqualTo(float32);
    assertThat(fingerprint(model("tinyclip-fp16"), ModelOptions.standard())).isNotEqualTo(float32);
    ModelOptions upright =
        ModelOptions.standard().withPreprocessing(settings -> settings.exifOrientation(true));
    assertThat(fingerprint(ModelDirectory.of(temporary.resolve("tinyclip-split")), upright))
        .isNotEqualTo(float32);
  }

  private static String fingerprint(ModelDirectory directory, ModelOptions options) {
    try (OpenedModel model = directory.open(options)) {
      assertThat(model.textEncoder().fingerprint()).isEqualTo(model.imageEncoder().fingerprint());
      return model.fingerprint();
    }
  }

  @Test
  void aQuantizedGraphIsDetectedAndRunOneByOne() {
    ModelDirectory directory = model("tinyclip-int8");
    List<String> texts = List.of("cat", "dog", "a photo of a red bus");
    try (OpenedModel model = directory.open()) {
      assertThat(model.describe().toString()).contains("batches: one by one");
      float[][] together = Vectors.of(model.textEncoder(), texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(Vectors.of(model.textEncoder(), List.of(texts.get(i)))[0])
            .isEqualTo(together[i]);
      }
    }
  }

  @Test
  void closingAModelClosesItsEncoders() {
    OpenedModel model = model("tinyclip-joint").open();
    model.close();
    model.close();
    assertThatThrownBy(() -> model.textEncoder().encode(List.of("cat")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> model.imageEncoder().newBatch())
        .isInstanceOf(IllegalStateException.class);
  }
}
