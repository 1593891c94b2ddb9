package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.text.Padding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every layout of a model must do: give the vectors that PyTorch gave. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ReferenceModelContract {

  private static final double FLOAT_COSINE = 0.99999;
  private static final double FLOAT_DIFFERENCE = 1e-4;
  private static final double PROBABILITY_TOLERANCE = 1e-4;

  private static final int FEW = 2;

  private final String name;
  private final ModelOptions options;
  private Path assembled;
  private JsonObject golden;
  private OpenedModel model;
  private float[][] imageVectors;
  private float[][] textVectors;

  ReferenceModelContract(String name, ModelOptions options) {
    this.name = name;
    this.options = options;
  }

  ReferenceModelContract(String name) {
    this(name, ModelOptions.standard());
  }

  /** The least cosine of a tower's vectors, {@code vision} or {@code text}, with PyTorch's. */
  double cosine(String tower) {
    return FLOAT_COSINE;
  }

  /** What the golden itself allows for a tower's quantised graph. */
  final double toleranceOfTheGolden(String tower) {
    JsonObject variants = golden.getAsJsonObject("variants");
    return variants
        .getAsJsonObject("onnx/" + tower + "_model_quantized.onnx")
        .get("tolerance_min_cosine")
        .getAsDouble();
  }

  /** The largest difference of an entry from PyTorch's. */
  double difference() {
    return FLOAT_DIFFERENCE;
  }

  /** How far an entry may move with the images and texts beside it. */
  double independence() {
    return 1e-6;
  }

  /** Where the logit scale is found. */
  LogitScale.Origin origin() {
    return LogitScale.Origin.ASSUMED;
  }

  @BeforeAll
  final void openModel(@TempDir Path directory) {
    assembled = ReferenceModels.assemble(name, directory);
    golden = ReferenceModels.json(golden("inputs.json"));
    model = ModelDirectory.of(assembled).open(options);
    imageVectors = Vectors.of(model.imageEncoder(), images());
    textVectors = Vectors.of(model.textEncoder(), texts());
  }

  @AfterAll
  final void closeModel() {
    model.close();
  }

  @Test
  final void theDimensionIsThatOfTheGolden() {
    assertThat(model.dimension()).isEqualTo(golden.get("dimension").getAsInt());
    assertThat(model.textEncoder().dimension()).isEqualTo(model.dimension());
  }

  @Test
  final void tokenIdsAreThoseOfTheReference() {
    int[][] expected = new Gson().fromJson(golden.get("input_ids"), int[][].class);
    Padding padding =
        model.describe().toString().contains("reads the padding")
            ? Padding.MAX_LENGTH
            : Padding.LONGEST;
    for (int i = 0; i < expected.length; i++) {
      int[][] ids = model.tokenizer().batch(List.of(texts().get(i)), padding).ids();
      assertThat(ids[0]).as(texts().get(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  final void textVectorsAreThoseOfPyTorch() throws IOException {
    assertGolden(textVectors, "text_embeds", cosine("text"));
  }

  @Test
  final void imageVectorsAreThoseOfPyTorch() throws IOException {
    assertGolden(imageVectors, "image_embeds", cosine("vision"));
  }

  @Test
  final void aVectorDependsOnNothingBesideIt() {
    for (int i = 0; i < FEW; i++) {
      float[] image = Vectors.of(model.imageEncoder(), images().subList(i, i + 1))[0];
      assertThat(Vectors.largestDifference(image, imageVectors[i]))
          .isLessThanOrEqualTo(independence());
      float[] text = Vectors.of(model.textEncoder(), texts().subList(i, i + 1))[0];
      assertThat(Vectors.largestDifference(text, textVectors[i]))
          .isLessThanOrEqualTo(independence());
    }
  }

  @Test
  final void theNumberOfThreadsDoesNotChangeABit() {
    List<ImageSource> images = images().subList(0, FEW);
    List<String> texts = texts().subList(0, FEW);
    int threads = options.onnx().threads() == 1 ? 2 : options.onnx().threads() - 1;
    try (OpenedModel other =
        ModelDirectory.of(assembled).open(options.withOnnx(options.onnx().withThreads(threads)))) {
      assertThat(Vectors.of(other.imageEncoder(), images))
          .isDeepEqualTo(Vectors.of(model.imageEncoder(), images));
      assertThat(Vectors.of(other.textEncoder(), texts))
          .isDeepEqualTo(Vectors.of(model.textEncoder(), texts));
    }
  }

  @Test
  final void theLogitScaleIsThatOfTheGolden() {
    assertThat(model.logitScale().origin()).isEqualTo(origin());
    assertThat(model.logitScale().logScale())
        .isCloseTo(golden.get("logit_scale").getAsDouble(), within(1e-5));
    if (model.usesSigmoid()) {
      assertThat(model.logitScale().bias())
          .isCloseTo(golden.get("logit_bias").getAsDouble(), within(1e-5));
    }
  }

  @Test
  final void probabilitiesAreThoseOfPyTorch() throws IOException {
    float[][] images = rows("image_embeds");
    float[][] texts = rows("text_embeds");
    float[][] expected = rows("probabilities");
    for (int i = 0; i < images.length; i++) {
      float[] image = images[i];
      double[] cosines = Arrays.stream(texts).mapToDouble(t -> Vectors.dot(image, t)).toArray();
      double[] probabilities = model.logitScale().probabilities(cosines);
      for (int j = 0; j < cosines.length; j++) {
        assertThat(probabilities[j]).isCloseTo(expected[i][j], within(PROBABILITY_TOLERANCE));
      }
    }
  }

  @Test
  final void theDescriptionSaysWhatWasDecidedAndWhy() {
    assertThat(model.describe().facts())
        .extracting(ModelDescription.Fact::name)
        .contains(
            "directory",
            "layout",
            "model type",
            "image graph",
            "image tower",
            "dimension",
            "preprocessing",
            "text tower",
            "tokenizer",
            "context length",
            "padding",
            "longer texts",
            "batches",
            "fingerprint",
            "logit scale");
    assertThat(model.describe().facts()).allSatisfy(fact -> assertThat(fact.reason()).isNotBlank());
  }

  private void assertGolden(float[][] actual, String file, double cosine) throws IOException {
    float[][] expected = rows(file);
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int i = 0; i < actual.length; i++) {
      assertThat(Vectors.dot(actual[i], expected[i]))
          .as("cosine of row %d", i)
          .isGreaterThanOrEqualTo(cosine);
      assertThat(Vectors.largestDifference(actual[i], expected[i]))
          .as("row %d", i)
          .isLessThanOrEqualTo(difference());
    }
  }

  private Path golden(String file) {
    return ReferenceModels.folder(name).resolve("golden").resolve(file);
  }

  private float[][] rows(String file) throws IOException {
    NpyArray array = NpyArray.read(golden(file + ".npy"));
    int columns = array.shape()[1];
    float[] values = array.toFloats();
    float[][] rows = new float[array.shape()[0]][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
    }
    return rows;
  }

  private List<String> texts() {
    return List.of(new Gson().fromJson(golden.get("texts"), String[].class));
  }

  private List<ImageSource> images() {
    return Arrays.stream(new Gson().fromJson(golden.get("images"), String[].class))
        .map(file -> ImageSource.file(ReferenceModels.file(file)))
        .toList();
  }
}
