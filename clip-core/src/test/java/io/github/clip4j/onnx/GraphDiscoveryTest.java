package io.github.clip4j.onnx;

import static io.github.clip4j.text.LongTexts.TRUNCATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of a few nodes, whose outputs tell what they were fed. */
class GraphDiscoveryTest {

  private static final TowerRules RULES = TowerRules.clip(4, 6);

  @TempDir private Path directory;
  private Path model;
  private ClipTokenizer tokenizer;

  @BeforeEach
  void loadTokenizer() {
    model = ReferenceModels.assemble("tinyclip-split", directory);
    tokenizer = openTokenizer();
  }

  private ClipTokenizer openTokenizer() {
    return ClipTokenizer.load(model);
  }

  @AfterEach
  void closeTokenizer() {
    tokenizer.close();
  }

  private OnnxGraph open(TinyGraph graph) throws IOException {
    return OnnxGraph.open(graph.write(directory.resolve("tiny.onnx")), OnnxOptions.standard());
  }

  private float[][] encode(TinyGraph tiny, TowerRules rules, String... texts) throws IOException {
    try (OnnxGraph graph = open(tiny);
        OnnxTextEncoder encoder =
            OnnxTextEncoder.of(graph, openTokenizer(), rules, TRUNCATE, "tiny")) {
      assertThat(encoder.dimension()).isEqualTo(encoder.encode(List.of("cat"))[0].length);
      return encoder.encode(List.of(texts));
    }
  }

  private float meanId(String text) {
    return (float) Arrays.stream(tokenizer.ids(text)).average().orElseThrow();
  }

  @Test
  void maskPositionsAndSegmentsAreFedWhereAGraphAsksForThem() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .input("attention_mask", TinyGraph.INT64, "n", "l")
            .input("position_ids", TinyGraph.INT64, "n", "l")
            .input("token_type_ids", TinyGraph.INT64, "n", "l")
            .meanOfRows("input_ids", "ids")
            .meanOfRows("attention_mask", "mask")
            .meanOfRows("position_ids", "positions")
            .meanOfRows("token_type_ids", "segments")
            .concat("text_embeds", "ids", "mask", "positions", "segments")
            .output("text_embeds", "n", 4);
    float[] vector = encode(graph, RULES, "a photo of a cat")[0];
    assertThat(vector[0]).isCloseTo(meanId("a photo of a cat"), within(0.1f));
    assertThat(vector).endsWith(1, 3, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {TinyGraph.FLOAT, TinyGraph.BOOL, TinyGraph.INT32})
  void aMaskMayHaveAnyType(int type) throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .input("input_mask", type, "n", "l")
            .meanOfRows("input_mask", "text_embeds")
            .output("text_embeds", "n", 1);
    assertThat(encode(graph, RULES, "a photo of a cat")[0]).containsExactly(1);
  }

  @Test
  void aTowerThatReadsThePaddingIsShownAllOfIt() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .input("attention_mask", TinyGraph.INT64, "n", "l")
            .meanOfRows("attention_mask", "text_embeds")
            .output("text_embeds", "n", 1);
    TowerRules siglip = new TowerRules(true, OptionalInt.of(77), OptionalInt.empty(), 4, 6);
    assertThat(encode(graph, siglip, "cat")[0]).containsExactly(1);
  }

  @Test
  void oneRowOfPositionsServesAllTexts() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .input("position_ids", TinyGraph.INT64, 1, "l")
            .node("Mul", List.of("input_ids", "position_ids"), "products")
            .meanOfRows("products", "text_embeds")
            .output("text_embeds", "n", 1);
    int[] ids = tokenizer.ids("cat");
    float expected = (ids[1] + 2f * ids[2]) / 3;
    assertThat(encode(graph, RULES, "cat", "cat")[1][0]).isCloseTo(expected, within(0.1f));
  }

  @Test
  void aJointGraphOfFixedBatchesIsFilledOnBothSides() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("pixel_values", TinyGraph.FLOAT, 2, 3, 4, 6)
            .input("input_ids", TinyGraph.INT64, 3, "l")
            .mean("pixel_values", "image_embeds", false, 2, 3)
            .meanOfRows("input_ids", "text_embeds")
            .output("image_embeds", 2, 3)
            .output("text_embeds", 3, 1);
    assertThat(encode(graph, RULES, "cat")[0][0]).isCloseTo(meanId("cat"), within(0.1f));
  }

  @Test
  void idsOf32BitsAnyNameAndAFreeDimensionAreUnderstood() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("words", TinyGraph.INT32, "n", "l")
            .meanOfRows("words", "anything")
            .output("anything", "n", "d");
    float[][] vectors = encode(graph, RULES, "cat", "two dogs");
    assertThat(vectors).hasDimensions(2, 1);
    assertThat(vectors[1][0]).isCloseTo(meanId("two dogs"), within(0.1f));
  }

  @Test
  void aFixedLengthIsFilledWithThePadToken() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("text", TinyGraph.INT32, "n", 80)
            .input("attention_mask", TinyGraph.INT32, "n", 80)
            .meanOfRows("text", "ids")
            .meanOfRows("attention_mask", "mask")
            .concat("embedding", "ids", "mask")
            .output("embedding", "n", 2);
    int[] ids = tokenizer.ids("cat");
    float sum = (float) Arrays.stream(ids).sum() + (80 - ids.length) * 49407f;
    float[] vector = encode(graph, RULES, "cat")[0];
    assertThat(vector[0]).isCloseTo(sum / 80, within(0.1f));
    assertThat(vector[1]).isCloseTo(ids.length / 80f, within(1e-6f));
  }

  @Test
  void aTokenizerThatCutsLaterThanTheGraphIsRefused() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", 16)
            .meanOfRows("input_ids", "text_embeds")
            .output("text_embeds", "n", 1);
    assertThatThrownBy(() -> encode(graph, RULES, "cat"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("77")
        .hasMessageContaining("16");
  }

  @Test
  void aFixedBatchIsFilledAndItsSurplusDropped() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, 3, "l")
            .meanOfRows("input_ids", "text_embeds")
            .output("text_embeds", 3, 1);
    float[][] vectors = encode(graph, RULES, "cat", "dog", "car", "bus");
    assertThat(vectors).hasDimensions(4, 1);
    assertThat(vectors[3][0]).isCloseTo(meanId("bus"), within(0.1f));
  }

  private static TinyGraph joint(String imageBatch, String textBatch) {
    return new TinyGraph()
        .input("pixel_values", TinyGraph.FLOAT, imageBatch, 3, "h", "w")
        .input("input_ids", TinyGraph.INT64, textBatch, "l")
        .mean("pixel_values", "image_embeds", false, 2, 3)
        .meanOfRows("input_ids", "text_embeds")
        .output("image_embeds", imageBatch, 3)
        .output("text_embeds", textBatch, 1);
  }

  @Test
  void aJointGraphIsAskedForItsTexts() throws IOException {
    assertThat(encode(joint("i", "t"), RULES, "cat")[0][0]).isCloseTo(meanId("cat"), within(0.1f));
  }

  @Test
  void aJointGraphWithOneBatchSizeGetsAsManyImagesAsTexts() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("pixel_values", TinyGraph.FLOAT, "n", 3, "h", "w")
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .mean("pixel_values", "pixels", false, 2, 3)
            .meanOfRows("input_ids", "ids")
            .concat("text_embeds", "ids", "pixels")
            .output("text_embeds", "n", 4);
    assertThat(encode(graph, RULES, "cat", "dog", "car")).hasDimensions(3, 4);
  }

  @Test
  void anInputThatIsNotUnderstoodIsRefusedWithWhatIsThere() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .input("spatial_shapes", TinyGraph.INT64, "n", 2)
            .meanOfRows("input_ids", "text_embeds")
            .output("text_embeds", "n", 1);
    assertThatThrownBy(() -> encode(graph, RULES, "cat"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("input spatial_shapes int64[n, 2] is not supported")
        .hasMessageContaining("input_ids int64[n, l]");
  }

  @Test
  void aPoolerOutputIsAnEmbeddingOnlyWhereTheModelSaysSo() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .meanOfRows("input_ids", "pooler_output")
            .output("pooler_output", "n", 1);
    assertThatThrownBy(() -> encode(graph, RULES, "cat"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found [pooler_output float[n, 1]]");
    TowerRules siglip = new TowerRules(true, OptionalInt.of(77), OptionalInt.empty(), 4, 6);
    assertThat(encode(graph, siglip, "cat")).hasDimensions(1, 1);
  }

  @Test
  void anEmbeddingOfAnotherSizeThanConfiguredIsRefused() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .input("input_ids", TinyGraph.INT64, "n", "l")
            .meanOfRows("input_ids", "embedding")
            .output("embedding", "n", 1);
    TowerRules rules = new TowerRules(false, OptionalInt.empty(), OptionalInt.of(512), 4, 6);
    assertThatThrownBy(() -> encode(graph, rules, "cat"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("512 numbers")
        .hasMessageContaining("projection");
  }

  @Test
  void operatorsAreReadFromTheFile() throws IOException {
    Path file = joint("i", "t").write(directory.resolve("joint.onnx"));
    assertThat(OnnxFile.read(file).operators()).containsExactlyInAnyOrder("ReduceMean", "Cast");
    assertThat(
            OnnxFile.read(
                    ReferenceModels.file("models/tinyclip-int8/onnx/text_model_quantized.onnx"))
                .operators())
        .contains("DynamicQuantizeLinear");
  }

  @Test
  void aFileThatIsCutOffSaysSoOrEndsBetweenTwoFields() throws IOException {
    byte[] whole = Files.readAllBytes(joint("i", "t").write(directory.resolve("joint.onnx")));
    Path file = directory.resolve("cut.onnx");
    int refused = 0;
    for (int length = 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        OnnxFile.read(file);
      } catch (ModelException e) {
        assertThat(e).hasMessageContaining("was it downloaded whole");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(whole.length - 10);
  }

  @Test
  void aGraphOutlivesItsOpenerWhileAnEncoderUsesIt() throws IOException {
    OnnxGraph graph = open(joint("i", "t"));
    OnnxTextEncoder encoder = OnnxTextEncoder.of(graph, openTokenizer(), RULES, TRUNCATE, "tiny");
    graph.close();
    graph.close();
    assertThat(encoder.encode(List.of("cat"))).hasDimensions(1, 1);
    encoder.close();
    assertThatThrownBy(() -> OnnxTextEncoder.of(graph, tokenizer, RULES, TRUNCATE, "tiny"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
