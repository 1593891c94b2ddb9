package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.github.clip4j.embedding.EmbeddingFiles;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.text.PromptTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against NumPy and ONNX Runtime from Python: {@code reference/uses/make_uses.py}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsesReferenceTest {
  @TempDir private static Path directory;

  private Uses uses = new Uses();

  /** What {@code uses.json} holds. */
  private static final class Uses {
    List<String> labels = List.of();
    int[][] text_to_image = {};
    int[][] image_to_image = {};
    int[][] text_to_text = {};
  }

  @BeforeAll
  void read() throws IOException {
    uses = new Gson().fromJson(Files.readString(reference("uses.json")), Uses.class);
    for (String model : List.of("tinyclip-split", "siglip-small")) {
      ReferenceModels.assemble(model, directory);
    }
  }

  private static Path reference(String name) {
    return ReferenceModels.file("uses/" + name);
  }

  private static Embeddings golden(String model, String name, String fingerprint)
      throws IOException {
    return EmbeddingFiles.read(
        ReferenceModels.file("models/" + model + "/golden/" + name + ".npy"), fingerprint);
  }

  private void assertEnsemble(String directoryName, PromptTemplates templates, String name)
      throws IOException {
    try (ClipModel model = ClipModel.load(directory.resolve(directoryName))) {
      ZeroShotClassifier classifier = ZeroShotClassifier.of(model, uses.labels, templates);
      float[] expected = NpyArray.read(reference(name + ".npy")).toFloats();
      Embeddings labels = model.embedLabels(uses.labels, templates);
      assertThat(largestDifference(labels.toMatrix().data, expected)).isLessThan(1e-5);

      double[] probabilities = NpyArray.read(reference(name + "_probabilities.npy")).toDoubles();
      Embeddings images = golden(directoryName, "image_embeds", model.fingerprint());
      List<Classification> classified = classifier.classify(images);
      for (int i = 0; i < classified.size(); i++) {
        for (int j = 0; j < uses.labels.size(); j++) {
          double found =
              Objects.requireNonNull(classified.get(i).probabilities().get(uses.labels.get(j)));
          assertThat(Math.abs(found - probabilities[i * uses.labels.size() + j])).isLessThan(2e-5);
        }
      }
    }
  }

  private static double largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    return IntStream.range(0, actual.length)
        .mapToDouble(i -> Math.abs(actual[i] - expected[i]))
        .max()
        .orElse(0);
  }

  @Test
  void thePromptEnsemblesAreOpenClipsAndTheirSoftmaxIsClips() throws IOException {
    assertEnsemble("tinyclip-split", PromptTemplates.IMAGENET_7, "ensemble_7");
    assertEnsemble("tinyclip-split", PromptTemplates.IMAGENET_80, "ensemble_80");
  }

  @Test
  void siglipJudgesEachEnsembleByASigmoid() throws IOException {
    assertEnsemble("siglip-small", PromptTemplates.IMAGENET_7, "siglip_ensemble_7");
  }

  @Test
  void searchesFindWhatNumpySorts() throws IOException {
    Embeddings images = golden("tinyclip-split", "image_embeds", "tiny");
    Embeddings texts = golden("tinyclip-split", "text_embeds", "tiny");

    assertThat(rows(images.nearest(texts, 5))).isDeepEqualTo(uses.text_to_image);
    assertThat(rows(images.nearest(images, 5))).isDeepEqualTo(uses.image_to_image);
    assertThat(rows(texts.nearest(texts, 5))).isDeepEqualTo(uses.text_to_text);
    Embeddings mapped =
        Embeddings.view(images.ids(), Rows.of(images.toMatrix()), images.fingerprint());
    assertThat(rows(mapped.nearest(texts, 5))).isDeepEqualTo(uses.text_to_image);
  }

  private static int[][] rows(List<List<Neighbour>> found) {
    return found.stream()
        .map(hits -> hits.stream().mapToInt(Neighbour::row).toArray())
        .toArray(int[][]::new);
  }
}
