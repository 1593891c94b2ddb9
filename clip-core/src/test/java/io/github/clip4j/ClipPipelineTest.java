package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.ClipAnalysis.NameSource;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ClipException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipPipelineTest {
  private final ClipModel model = PlaneModel.create();
  private final ClipPipeline pipeline = ClipPipeline.using(model);

  @Test
  void clustersAreNamedByTheNearestLabel() {
    ClipAnalysis analysis =
        pipeline
            .cluster(2)
            .nameFrom("0", "45", "90")
            .analyze(PlaneModel.images(1, 2, 3, 88, 89, 90, 91));

    assertThat(analysis.clusters()).extracting(Cluster::name).containsExactlyInAnyOrder("0", "90");
    Cluster nearNinety = analysis.clusterOf(analysis.images().get(6));
    assertThat(nearNinety.name()).isEqualTo("90");
    assertThat(nearNinety.size()).isEqualTo(4);
    assertThat(nearNinety.scores()).extracting(LabelScore::label).containsExactly("0", "45", "90");
    // The centre points to 89.5 degrees: the margin is cos 0.5° − cos 44.5°.
    assertThat(nearNinety.margin().orElseThrow())
        .isCloseTo(Math.cos(Math.toRadians(0.5)) - Math.cos(Math.toRadians(44.5)), within(1e-4));
  }

  @Test
  void centresAreNormalisedAndInEmbeddingSpaceWhateverWasClustered() {
    List<ImageSource> images = PlaneModel.images(0, 40, 180, 220);

    for (ClipPipeline some :
        List.of(pipeline.cluster(2), pipeline.cluster(2).reduceTo(1).clusterInReducedSpace())) {
      ClipAnalysis analysis = some.analyze(images);
      float[] centre = analysis.clusterOf(analysis.images().get(0)).centre();
      assertThat((double) centre[0]).isCloseTo(Math.cos(Math.toRadians(20)), within(1e-6));
      assertThat((double) centre[1]).isCloseTo(Math.sin(Math.toRadians(20)), within(1e-6));
    }
  }

  @Test
  void theOrderOfTheCallsDoesNotMatter() {
    List<ImageSource> images = PlaneModel.images(0, 10, 90, 100, 200);

    String oneWay = pipeline.reduceTo(2).cluster(3).seed(7).analyze(images).toJson();
    String otherWay = pipeline.seed(7).cluster(3).reduceTo(2).analyze(images).toJson();

    assertThat(oneWay).isEqualTo(otherWay);
  }

  @Test
  void withoutLabelsClustersAreNamedFromTheVocabulary() {
    // In the plane a word lies at as many degrees as it has letters.
    ClipAnalysis analysis = pipeline.cluster(2).analyze(PlaneModel.images(3, 3, 8, 8));

    Cluster three = analysis.clusterOf(analysis.images().get(0));
    assertThat(three.name()).hasSize(3).isIn(Vocabulary.words());
    assertThat(three.scores())
        .hasSize(10)
        .isSortedAccordingTo(Comparator.comparingDouble(LabelScore::cosine).reversed());
    assertThat(three.scores().get(0).label()).isEqualTo(three.name());
    // Images are compared with the names of the clusters alone.
    Cluster eight = analysis.clusterOf(analysis.images().get(3));
    AnalyzedImage image = analysis.images().get(0);
    assertThat(image.scores())
        .extracting(LabelScore::label)
        .containsExactlyInAnyOrder(three.name(), eight.name());
    assertThat(image.bestLabel()).map(LabelScore::label).contains(three.name());
    assertThat(analysis.settings().labels()).isEmpty();
    assertThat(
            pipeline
                .nameFrom("1")
                .nameFromVocabulary()
                .cluster(2)
                .analyze(PlaneModel.images(3, 3, 8, 8))
                .toJson())
        .isEqualTo(analysis.toJson());
  }

  @Test
  void templatesHoldForTheVocabularyToo() {
    PromptTemplates longer = PromptTemplates.of(List.of("two {}"));

    ClipAnalysis analysis = pipeline.templates(longer).cluster(1).analyze(PlaneModel.images(8, 8));

    assertThat(analysis.clusters().get(0).name()).hasSize(4);
  }

  @Test
  void vectorsOfAnotherModelCanBeGroupedButNotNamed() {
    Embeddings foreign =
        Embeddings.of(List.of("x", "y"), List.of(new float[] {1, 0}, new float[2]), 2, "another");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.cluster(2).analyze(foreign))
        .withMessageContaining("got vectors of another");
    assertThat(pipeline.cluster(2).nameByNumber().analyze(foreign).clusters()).hasSize(2);
  }

  @Test
  void clustersMayBeNumbered() {
    ClipAnalysis analysis = pipeline.cluster(2).nameByNumber().analyze(PlaneModel.images(0, 1, 90));

    assertThat(analysis.clusters())
        .extracting(Cluster::name)
        .containsExactly("cluster 1", "cluster 2");
    assertThat(analysis.clusters()).allSatisfy(c -> assertThat(c.scores()).isEmpty());
  }

  @Test
  void theSettingsSayAllThatWasAskedFor() {
    PromptTemplates templates = PromptTemplates.of(List.of("{} degrees", "{}"));
    List<ImageSource> images = PlaneModel.images(0, 1, 90, 91);

    ClipAnalysis given = pipeline.cluster(2).reduceTo(1).clusterInReducedSpace().analyze(images);
    ClipAnalysis chosen =
        pipeline
            .clusterAutomatically(2, 7)
            .nameFrom("0", "90")
            .templates(templates)
            .seed(5)
            .restarts(3)
            .analyze(images);

    assertThat(given.settings())
        .isEqualTo(
            new ClipAnalysis.Settings(
                "plane",
                1,
                2,
                2,
                false,
                true,
                42,
                50,
                NameSource.VOCABULARY,
                List.of(),
                PromptTemplates.none()));
    assertThat(chosen.settings())
        .isEqualTo(
            new ClipAnalysis.Settings(
                "plane",
                2,
                2,
                7,
                true,
                false,
                5,
                3,
                NameSource.LABELS,
                List.of("0", "90"),
                templates));
  }

  @Test
  void theNumberOfClustersIsChosenByTheSilhouette() {
    ClipAnalysis analysis =
        pipeline.analyze(PlaneModel.images(0, 1, 2, 120, 121, 122, 240, 241, 242));

    assertThat(analysis.clusters()).hasSize(3);
    assertThat(analysis.statistics().silhouetteByK()).containsOnlyKeys(2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void oneOrTwoImagesAreOneClusterWithoutASilhouette(int count) {
    ClipAnalysis analysis = pipeline.analyze(PlaneModel.images(0, 90).subList(0, count));

    assertThat(analysis.clusters()).hasSize(1);
    assertThat(analysis.statistics().silhouette()).isEqualTo(OptionalDouble.empty());
    assertThat(analysis.images())
        .allSatisfy(
            image -> {
              assertThat(image.silhouette()).isEqualTo(OptionalDouble.empty());
              assertThat(image.runnerUpCluster()).isEqualTo(OptionalInt.empty());
              assertThat(image.point()).hasSize(2).doesNotContain(Float.NaN);
            });
    assertThat(analysis.toJson()).doesNotContain("NaN");
  }

  @Test
  void imagesThatAreAllEqualAreOneCluster() {
    ClipAnalysis analysis = pipeline.analyze(PlaneModel.images(5, 5, 5, 5));

    assertThat(analysis.clusters()).hasSize(1);
    assertThat(analysis.toJson()).doesNotContain("NaN");
  }

  @Test
  void brokenImagesAreFailuresAndTheOthersGoOn() {
    List<ImageSource> images = new ArrayList<>(PlaneModel.images(0, 1, 90));
    images.add(1, ImageSource.bytes("broken", new byte[0]));

    ClipAnalysis analysis = pipeline.cluster(2).analyze(images);

    assertThat(analysis.images())
        .extracting(AnalyzedImage::name)
        .containsExactly("0 #0", "1 #1", "90 #2");
    assertThat(analysis.images().get(0).source()).containsSame(images.get(0));
    assertThat(analysis.failures()).containsExactly(new ImageFailure(images.get(1), "no picture"));
  }

  @Test
  void clustersWithoutImagesAreNumberedAndNameNothing() {
    List<ImageSource> copies = PlaneModel.images(3, 3, 3);

    ClipAnalysis labelled = pipeline.cluster(3).nameFrom("3", "90").analyze(copies);
    ClipAnalysis unlabelled = pipeline.cluster(3).analyze(copies);

    Cluster full = labelled.clusterOf(labelled.images().get(0));
    assertThat(full.name()).isEqualTo("3");
    assertThat(labelled.clusters())
        .filteredOn(cluster -> cluster != full)
        .hasSize(2)
        .allSatisfy(
            cluster -> {
              assertThat(cluster.size()).isZero();
              assertThat(cluster.name()).isEqualTo("cluster " + (cluster.id() + 1));
              assertThat(cluster.scores()).isEmpty();
              assertThat(cluster.margin()).isEmpty();
              assertThat(cluster.centre()).containsOnly(0);
            });
    AnalyzedImage image = unlabelled.images().get(0);
    assertThat(image.scores())
        .extracting(LabelScore::label)
        .containsExactly(unlabelled.clusterOf(image).name());
    assertThat(unlabelled.toJson()).contains("\"cluster 2\"");
  }

  @Test
  void theFewestClustersHoldBeyondTheRootOfTheImages() {
    ClipPipeline four = pipeline.clusterAutomatically(4, 6).nameByNumber();

    assertThat(four.analyze(PlaneModel.images(0, 1, 90, 91, 180, 181, 270, 271)).clusters())
        .hasSize(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> four.analyze(PlaneModel.images(0, 90, 180, 270)))
        .withMessageContaining("more images than clusters, got 4 images for 4 clusters or more");
  }

  @Test
  void wordsThatCannotBeEmbeddedAreToldBeforeTheImagesEnd() {
    AtomicInteger encoded = new AtomicInteger();
    RuntimeException failure = new ModelException("no words");
    ClipModel wordless =
        ClipModel.of(
            ImageEncoder.of(
                2,
                PlaneModel.FINGERPRINT,
                image -> {
                  encoded.incrementAndGet();
                  awaitForMillis(1);
                  return new float[] {1, 0};
                }),
            PlaneModel.textEncoder(
                texts -> {
                  throw failure;
                }));
    ClipPipeline naming = ClipPipeline.using(wordless).cluster(1).nameFrom("0");

    assertThatThrownBy(() -> naming.analyze(PlaneModel.images(new int[5_000]))).isSameAs(failure);
    assertThat(encoded).hasValueLessThan(5_000);
  }

  @Test
  void anInterruptEndsTheGrouping() {
    ClipPipeline interrupted =
        pipeline
            .cluster(2)
            .onProgress(
                progress -> {
                  if (progress.stage() == Progress.Stage.GROUPING) {
                    Thread.currentThread().interrupt();
                  }
                });

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> interrupted.analyze(PlaneModel.images(0, 1, 90)));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anAnalysisCanStartFromEmbeddings() {
    Embeddings embeddings = model.embedImages(PlaneModel.images(0, 1, 90)).embeddings();

    ClipAnalysis analysis = pipeline.cluster(2).nameFrom("0", "90").analyze(embeddings);

    assertThat(analysis.images())
        .extracting(AnalyzedImage::name)
        .containsExactly("0 #0", "1 #1", "90 #2");
    assertThat(analysis.images().get(0).source()).isEmpty();
    assertThat(analysis.toJson())
        .isEqualTo(
            pipeline.cluster(2).nameFrom("0", "90").analyze(PlaneModel.images(0, 1, 90)).toJson());
  }

  @Test
  void progressCountsImagesUpToAll() {
    List<Progress> seen = new ArrayList<>();

    pipeline.cluster(2).onProgress(seen::add).analyze(PlaneModel.images(0, 1, 90));

    assertThat(seen).contains(new Progress(Progress.Stage.IMAGES, 3, 3));
    assertThat(seen).endsWith(new Progress(Progress.Stage.GROUPING, 1, 1));
  }

  @Test
  void wrongCallsFailAtOnceAndNameWhatWasGiven() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.cluster(5).analyze(PlaneModel.images(1, 2, 3)))
        .withMessageContaining("3 images for 5 clusters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.analyze(List.of()))
        .withMessageContaining("got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.cluster(0))
        .withMessageContaining("got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.clusterAutomatically(1, 4))
        .withMessageContaining("got 1 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.nameFrom("a", " "))
        .withMessageContaining("empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.nameFrom("a", "b", "a"))
        .withMessageContaining("\"a\" twice");
  }

  @Test
  void namingWithoutATextEncoderIsRefused() {
    ClipPipeline imagesOnly = ClipPipeline.using(ClipModel.of(PlaneModel.imageEncoder()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> imagesOnly.nameFrom("a"))
        .withMessageContaining("text encoder");
    assertThatIllegalArgumentException()
        .isThrownBy(imagesOnly::nameFromVocabulary)
        .withMessageContaining("text encoder");
    assertThat(imagesOnly.cluster(2).analyze(PlaneModel.images(0, 90)).clusters())
        .extracting(Cluster::name)
        .containsExactly("cluster 1", "cluster 2");
  }

  @Test
  void fewerReadableImagesThanClustersSayWhichFailedFirst() {
    List<ImageSource> images = new ArrayList<>(PlaneModel.images(0, 90));
    images.add(ImageSource.bytes("broken.jpg", new byte[0]));

    assertThatExceptionOfType(ClipException.class)
        .isThrownBy(() -> pipeline.cluster(3).analyze(images))
        .withMessageContaining("found 2 of 3")
        .withMessageContaining("broken.jpg: no picture");
  }

  @Test
  void whatGoesWrongWithTheWordsArrivesAsItIs() {
    RuntimeException exception = new ModelException("no words");
    Error error = new LinkageError("no words");

    assertThatThrownBy(
            () ->
                analyzeWithWords(
                    texts -> {
                      throw exception;
                    }))
        .isSameAs(exception);
    assertThatThrownBy(
            () ->
                analyzeWithWords(
                    texts -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  private static void analyzeWithWords(Function<List<String>, float[][]> encode) {
    ClipModel some = ClipModel.of(PlaneModel.imageEncoder(), PlaneModel.textEncoder(encode));
    ClipPipeline.using(some).cluster(1).nameFrom("0", "90").analyze(PlaneModel.images(0, 1));
  }

  @Test
  void imagesThatFailEndTheWords() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    RuntimeException failure = new IllegalStateException("no images");
    ClipModel failing =
        ClipModel.of(
            ImageEncoder.of(
                2,
                PlaneModel.FINGERPRINT,
                image -> {
                  awaitForAWhile(begun);
                  throw failure;
                }),
            PlaneModel.textEncoder(
                texts -> {
                  begun.countDown();
                  try {
                    awaitForAWhile(new CountDownLatch(1));
                  } catch (CancellationException e) {
                    ended.countDown();
                    throw e;
                  }
                  return new float[0][];
                }));

    assertThatThrownBy(
            () ->
                ClipPipeline.using(failing)
                    .cluster(1)
                    .nameFrom("0")
                    .analyze(PlaneModel.images(0, 1)))
        .isSameAs(failure);
    assertThat(ended.getCount()).isZero();
  }

  private static void awaitForMillis(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }

  private static void awaitForAWhile(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    }
  }
}
