package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.onnx.TowerRules;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.LongTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    assertThat(ModelFiles.find(model.path(), List.of()).image()).hasFileName("vision_model.onnx");
    assertThat(ModelFiles.find(model.path(), List.of("quantized")).text())
        .hasFileName("text_model_quantized.onnx");
  }

  @Test
  void towersOfDifferentPrecisionAreTakenWhereNoneIsCommon() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    Path text = model.path().resolve("onnx/text_model.onnx");
    Files.move(text, text.resolveSibling("text_model_q4.onnx"));
    ModelFiles files = ModelFiles.find(model.path(), List.of());
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
  void patchesInsteadOfPixelsAreRefusedByName() {
    assertThatThrownBy(model("naflex")::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaFlex");
  }

  @Test
  void patchesInsteadOfPixelsAreRefusedByTheGraphWhereNoFileTellsThem() throws IOException {
    ModelDirectory model = model("naflex");
    Path siglip = ReferenceModels.folder("siglip2");
    for (String file : List.of("config.json", "preprocessor_config.json")) {
      Files.copy(
          siglip.resolve(file), model.path().resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThatThrownBy(model::open)
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NaFlex")
        .hasMessageContaining("spatial_shapes");
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
  void aLogitScaleThatIsGivenGoesBeforeOneThatCanBeSolved() {
    ModelOptions given = ModelOptions.standard().withLogitScale(3);
    try (OpenedModel model = model("siglip-small").open(given)) {
      assertThat(model.logitScale().logScale()).isEqualTo(3);
      assertThat(model.logitScale().bias()).isCloseTo(-12.9, within(1e-3));
      assertThat(model.describe().toString()).contains("the scale given by the caller");
    }
  }

  @Test
  void aLogitScaleOfTheConfigurationIsTakenUnlessItIsTheInitialOne() throws IOException {
    ModelDirectory directory = model("shared-batch");
    Path config = directory.path().resolve("config.json");
    String json = Files.readString(config);
    assertThat(json).contains("\"logit_scale_init_value\": 2.6592");
    Files.writeString(config, json.replace("2.6592", "4.25"));
    try (OpenedModel model = directory.open()) {
      assertThat(model.logitScale())
          .isEqualTo(LogitScale.softmax(4.25, LogitScale.Origin.CONFIGURATION));
    }
  }

  @Test
  void aConfigurationWithTheScaleInPlaceOfItsLogarithmIsRefusedByName() throws IOException {
    ModelDirectory directory = model("shared-batch");
    Path config = directory.path().resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("2.6592", "100.0"));
    try (OpenedModel model = directory.open()) {
      assertThatThrownBy(model::logitScale)
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("natural logarithm")
          .hasMessageContaining(config.toString())
          .hasMessageContaining("100.0");
      assertThat(model.describe().toString()).contains("logit scale: none");
    }
    try (OpenedModel model = directory.open(ModelOptions.standard().withLogitScale(4.6))) {
      assertThat(model.logitScale().logScale()).isEqualTo(4.6);
    }
  }

  @Test
  void aJointGraphThatCannotBeUsedIsNoReasonNotToLoad() throws IOException {
    ModelDirectory directory = model("position-ids");
    Files.writeString(directory.path().resolve("model.onnx"), "no graph");
    try (OpenedModel model = directory.open()) {
      assertThat(model.logitScale().origin()).isEqualTo(LogitScale.Origin.ASSUMED);
      assertThat(model.describe().toString()).contains("logit scale: 4.6").contains("model.onnx");
    }
  }

  @Test
  void aJointGraphAloneServesSiglipToo() throws IOException {
    ModelDirectory directory = model("siglip-small");
    List<String> texts = List.of("cat", "a photo of a red bus");
    float[][] towers;
    try (OpenedModel model = directory.open()) {
      towers = Vectors.of(model.textEncoder(), texts);
    }
    Files.delete(directory.path().resolve("onnx/vision_model.onnx"));
    Files.delete(directory.path().resolve("onnx/text_model.onnx"));
    try (OpenedModel model = directory.open()) {
      float[][] joint = Vectors.of(model.textEncoder(), texts);
      assertThat(model.describe().toString()).contains("layout: joint", "to 64 tokens with id 1");
      for (int i = 0; i < texts.size(); i++) {
        assertThat(Vectors.largestDifference(joint[i], towers[i])).isLessThan(1e-6);
      }
    }
  }

  @Test
  void aTowerWithoutCausalMaskReadsItsPaddingButIsNoSiglip() throws IOException {
    ModelDirectory directory = model("siglip2");
    String cfg = "{'embed_dim': 24, 'text_cfg': {'context_length': 16, 'no_causal_mask': true}}";
    Files.writeString(directory.path().resolve("config.json"), cfg.replace('\'', '"'));
    ModelConfig config = ModelConfig.read(directory.path());
    assertThat(config.readsPadding()).isTrue();
    assertThat(config.isSiglip()).isFalse();
    try (ClipTokenizer tokenizer = directory.tokenizer()) {
      assertThat(tokenizer.contextLength()).isEqualTo(16);
    }
  }

  @Test
  void whatTheConfigurationOfSiglip2LeavesOutIsItsDefault() {
    try (OpenedModel model = model("siglip2").open()) {
      assertThat(model.describe().toString())
          .contains("context length: 64 tokens (the least that is named, by the default of model")
          .contains("for SigLIP the pooled state is the embedding");
    }
  }

  @Test
  void weightsInFilesOfTheirOwnAreDescribedAndPartOfTheFingerprint() throws IOException {
    ModelDirectory directory = model("external-data");
    String before = fingerprint(directory, ModelOptions.standard());
    Path weights = directory.path().resolve("onnx/weights.bin");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[1000] ^= 1;
    Files.write(weights, bytes);
    assertThat(fingerprint(directory, ModelOptions.standard())).isNotEqualTo(before);
    try (OpenedModel model = directory.open()) {
      assertThat(model.describe().toString())
          .contains("text weights: onnx/weights.bin", "image weights: onnx/vision_model.onnx_data");
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

  @Test
  void cachedVectorsAreThoseOfTheseTextsModelAndOptions() {
    ModelDirectory model = model("tinyclip-split");
    OnnxOptions onnx = OnnxOptions.standard();
    Path file = cachedVectors(model, onnx, "cat", "dog");

    assertThat(file.toString()).endsWith(".npy");
    assertThat(cachedVectors(model, onnx.withThreads(2), "cat", "dog")).isEqualTo(file);
    assertThat(cachedVectors(model, onnx.withBatchQuantized(true), "cat", "dog"))
        .isNotEqualTo(file);
    assertThat(cachedVectors(model, onnx, "catdog")).isNotEqualTo(file);
    assertThat(cachedVectors(model("tinyclip-fp16"), onnx, "cat", "dog")).isNotEqualTo(file);
  }

  private static Path cachedVectors(ModelDirectory directory, OnnxOptions onnx, String... texts) {
    try (OpenedModel model = directory.open(ModelOptions.standard().withOnnx(onnx))) {
      return model.cachedVectors(List.of(texts));
    }
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

  private static OnnxGraph textGraph(ModelDirectory model) {
    return OnnxGraph.open(model.path().resolve("onnx/text_model.onnx"), OnnxOptions.standard());
  }

  private static void assertIsClosed(OnnxGraph graph, ClipTokenizer tokenizer) {
    TowerRules rules = TowerRules.clip(224, 224);
    assertThatThrownBy(
            () -> OnnxTextEncoder.of(graph, tokenizer, rules, LongTexts.TRUNCATE, "closed"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aTokenizerThatFailsClosesTheGraph() throws IOException {
    ModelDirectory model = model("tinyclip-split");
    OnnxGraph graph = textGraph(model);
    try (ClipTokenizer tokenizer = ClipTokenizer.load(model.path())) {
      Files.writeString(model.path().resolve("tokenizer.json"), "{}");
      assertThatThrownBy(
              () -> {
                try (var opening = TextSide.Opening.start(() -> graph, model.path())) {
                  opening.finish();
                }
              })
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("tokenizer.json")
          .hasNoSuppressedExceptions();
      assertIsClosed(graph, tokenizer);
    }
  }

  @Test
  void aTextGraphThatFailsIsToldAsItIs() {
    ModelDirectory model = model("tinyclip-split");
    Error error = new LinkageError("no graph");
    assertThatThrownBy(
            () -> {
              try (var opening =
                  TextSide.Opening.start(
                      () -> {
                        throw error;
                      },
                      model.path())) {
                opening.finish();
              }
            })
        .isSameAs(error)
        .hasNoSuppressedExceptions();
  }

  @Test
  void anOpeningThatIsNotHandedOverClosesGraphAndTokenizer() {
    ModelDirectory model = model("tinyclip-split");
    OnnxGraph graph = textGraph(model);
    TextSide.Opening opening = TextSide.Opening.start(() -> graph, model.path());
    ClipTokenizer tokenizer = opening.finish().tokenizer();
    opening.close();
    assertThatThrownBy(() -> tokenizer.ids("cat")).isInstanceOf(IllegalStateException.class);
    try (ClipTokenizer other = ClipTokenizer.load(model.path())) {
      assertIsClosed(graph, other);
    }
  }

  @Test
  void anOpeningWithoutASecondThreadClosesTheGraph() {
    ModelDirectory model = model("tinyclip-split");
    OnnxGraph graph = textGraph(model);
    Error noThread = new OutOfMemoryError("unable to create native thread");
    assertThatThrownBy(
            () ->
                TextSide.Opening.start(
                    () -> graph,
                    model.path(),
                    thread -> {
                      if (thread.getName().endsWith("tokenizer")) {
                        throw noThread;
                      }
                      thread.start();
                    }))
        .isSameAs(noThread);
    try (ClipTokenizer other = ClipTokenizer.load(model.path())) {
      assertIsClosed(graph, other);
    }
  }
}
