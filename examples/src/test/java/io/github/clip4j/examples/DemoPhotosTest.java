package io.github.clip4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.Cluster;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.image.ImageSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the bundled model makes of the bundled photos. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoPhotosTest {
  private static final String[] LABELS = {"animal", "food", "object", "vehicle"};
  private static final String KITTEN = DemoPhotos.photo("cat.jpg");

  private final Map<String, String> categories = DemoPhotos.categories();
  private ClipModel model;
  private Embeddings photos;

  @BeforeAll
  void embedThePhotosOnce() {
    model = ClipModel.load("mini");
    photos = model.embedImages(ImageSource.directory(Path.of(DemoPhotos.FOLDER))).embeddings();
  }

  @AfterAll
  void closeTheModel() {
    model.close();
  }

  static int[] seeds() {
    return java.util.stream.IntStream.range(0, 50).toArray();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySeedFindsAndNamesTheFourKinds(int seed) {
    ClipAnalysis analysis =
        ClipPipeline.using(model).cluster(4).nameFrom(LABELS).seed(seed).analyze(photos);

    assertThat(analysis.clusters()).extracting(Cluster::name).containsExactlyInAnyOrder(LABELS);
    assertThat(analysis.images())
        .filteredOn(image -> analysis.clusterOf(image).name().equals(categories.get(image.name())))
        .hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void theKittenSitsBetweenTheAnimalsAndTheNextCluster() {
    ClipAnalysis analysis = ClipPipeline.using(model).cluster(4).nameFrom(LABELS).analyze(photos);

    AnalyzedImage first = analysis.borderline().get(0);
    assertThat(first.name()).isEqualTo(KITTEN);
    assertThat(first.runnerUpCluster()).isPresent();
    assertThat(first.runnerUpCluster().getAsInt()).isNotEqualTo(first.cluster());
    assertThat(analysis.statistics().inertia())
        .isCloseTo(13.737, org.assertj.core.api.Assertions.within(5e-3));
  }

  @Test
  void silhouetteChoosesFourOrFiveClusters() {
    ClipAnalysis analysis = ClipPipeline.using(model).nameFrom(LABELS).analyze(photos);

    assertThat(analysis.clusters()).hasSizeBetween(4, 5);
  }
}
