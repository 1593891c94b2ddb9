package io.github.clip4j;

import io.github.clip4j.ClipAnalysis.NameSource;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.error.ClipException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The analysis of a set of photos, step by step: embed, find the principal components, cluster,
 * name the clusters. Immutable: each call gives a pipeline that differs in one setting.
 *
 * <p>Clustering runs on the embeddings, not on the reduced coordinates, whatever the order of the
 * calls, unless {@link #clusterInReducedSpace()} asks for it. The same images, settings and seed
 * give the same analysis for any number of threads.
 */
public final class ClipPipeline {
  private static final int DEFAULT_RESTARTS = 50;
  private static final long DEFAULT_SEED = 42;
  private static final int MOST_AUTOMATIC_CLUSTERS = 10;

  private final ClipModel model;
  private final Grouping grouping;
  private final Naming naming;
  private final Consumer<Progress> listener;

  private ClipPipeline(
      ClipModel model, Grouping grouping, Naming naming, Consumer<Progress> listener) {
    this.model = model;
    this.grouping = grouping;
    this.naming = naming;
    this.listener = listener;
  }

  /**
   * A pipeline with two principal components, the number of clusters chosen from 2 to at most 10,
   * 50 restarts and the seed 42, that names clusters from the built-in vocabulary, or by number
   * where the model has no text encoder. The model stays the caller's to close.
   *
   * @param model embeds the images and the labels
   * @return the pipeline
   */
  public static ClipPipeline using(ClipModel model) {
    Grouping grouping =
        new Grouping(2, 2, MOST_AUTOMATIC_CLUSTERS, true, DEFAULT_SEED, DEFAULT_RESTARTS, false);
    Naming naming = model.textEncoder().isPresent() ? Naming.fromVocabulary() : Naming.byNumber();
    return new ClipPipeline(model, grouping, naming, progress -> {});
  }

  /**
   * Keeps this many principal components as coordinates. Where the images allow fewer, the rest are
   * zero.
   *
   * @param components at least 1
   * @return the changed pipeline
   * @throws IllegalArgumentException if it is less than 1
   */
  public ClipPipeline reduceTo(int components) {
    return with(grouping.withComponents(components));
  }

  /**
   * Makes this many clusters.
   *
   * @param clusters at least 1
   * @return the changed pipeline
   * @throws IllegalArgumentException if it is less than 1
   */
  public ClipPipeline cluster(int clusters) {
    return with(grouping.withClusters(clusters));
  }

  /**
   * Chooses the number of clusters by the highest mean silhouette. Of {@code n} images at most
   * {@code √n} clusters are made, unless the fewest are more; where the fewest are 2, one or two
   * images make one cluster.
   *
   * @param fewest at least 2
   * @param most at least the fewest
   * @return the changed pipeline
   * @throws IllegalArgumentException unless {@code 2 <= fewest <= most}
   */
  public ClipPipeline clusterAutomatically(int fewest, int most) {
    return with(grouping.withClustersBetween(fewest, most));
  }

  /** {@return a pipeline that clusters the principal components instead of the embeddings} */
  public ClipPipeline clusterInReducedSpace() {
    return with(grouping.inReducedSpace());
  }

  /**
   * Seeds the clustering.
   *
   * @param seed any number
   * @return the changed pipeline
   */
  public ClipPipeline seed(long seed) {
    return with(grouping.withSeed(seed));
  }

  /**
   * Clusters from this many starts and keeps the best.
   *
   * @param restarts at least 1
   * @return the changed pipeline
   * @throws IllegalArgumentException if it is less than 1
   */
  public ClipPipeline restarts(int restarts) {
    return with(grouping.withRestarts(restarts));
  }

  /**
   * As {@link #nameFrom(List)}.
   *
   * @param labels distinct words with text
   * @return the changed pipeline
   */
  public ClipPipeline nameFrom(String... labels) {
    return nameFrom(List.of(labels));
  }

  /**
   * Names each cluster by the label whose embedding has the highest cosine with the cluster's
   * centre.
   *
   * @param labels distinct words with text
   * @return the changed pipeline
   * @throws IllegalArgumentException if there is no label, or one is empty or repeated, or the
   *     model has no text encoder
   */
  public ClipPipeline nameFrom(List<String> labels) {
    model.requireTextEncoder("naming clusters");
    return with(naming.withLabels(labels));
  }

  /**
   * Names each cluster by that of about a thousand everyday English nouns whose embedding has the
   * highest cosine with the cluster's centre, as a pipeline does unless it is told otherwise. They
   * are embedded when the first analysis of the model needs them. A cluster keeps the scores of the
   * ten best; images are compared with the names of the clusters.
   *
   * @return the changed pipeline
   * @throws IllegalArgumentException if the model has no text encoder
   */
  public ClipPipeline nameFromVocabulary() {
    model.requireTextEncoder("naming clusters");
    return with(naming.withSource(NameSource.VOCABULARY));
  }

  /** {@return a pipeline that calls the clusters "cluster 1" and so on, and embeds no word} */
  public ClipPipeline nameByNumber() {
    return with(naming.withSource(NameSource.NUMBERS));
  }

  /**
   * Embeds each label in these prompts instead of alone; of no effect where clusters are numbered.
   *
   * @param templates the prompts, each with one gap for a label
   * @return the changed pipeline
   */
  public ClipPipeline templates(PromptTemplates templates) {
    return with(naming.withTemplates(templates));
  }

  /**
   * Is told of the progress, on the thread that calls {@code analyze}.
   *
   * @param newListener is called with each step
   * @return the changed pipeline
   */
  public ClipPipeline onProgress(Consumer<Progress> newListener) {
    return new ClipPipeline(model, grouping, naming, newListener);
  }

  private ClipPipeline with(Grouping newGrouping) {
    return new ClipPipeline(model, newGrouping, naming, listener);
  }

  private ClipPipeline with(Naming newNaming) {
    return new ClipPipeline(model, grouping, newNaming, listener);
  }

  /**
   * As {@link #analyze(List)}.
   *
   * @param images the images, in the order of the results
   * @return the analysis
   */
  public ClipAnalysis analyze(ImageSource... images) {
    return analyze(List.of(images));
  }

  /**
   * Analyses images. Those that cannot be read are {@link ClipAnalysis#failures()}.
   *
   * @param images the images, in the order of the results
   * @return the analysis
   * @throws IllegalArgumentException if there are no images, or fewer than clusters
   * @throws ClipException if no image, or fewer than clusters, could be read, or a label cannot be
   *     embedded
   * @throws CancellationException if the thread is interrupted; it stays interrupted, and nothing
   *     is left running
   */
  public ClipAnalysis analyze(List<ImageSource> images) {
    grouping.requireEnough(images.size());
    try (WordsAhead words = WordsAhead.start(naming, model)) {
      ImageEmbeddings embedded =
          model
              .imageEmbedder()
              .onProgress(
                  done -> {
                    words.throwFailure();
                    listener.accept(new Progress(Progress.Stage.IMAGES, done, images.size()));
                  })
              .embed(images);
      return analyze(embedded, words::get);
    }
  }

  /**
   * Analyses images that were embedded before, with their sources and failures.
   *
   * @param embedded by this pipeline's model
   * @return the analysis
   * @throws IllegalArgumentException as {@link #analyze(Embeddings)}
   * @throws ClipException if no image, or fewer than clusters, could be read
   */
  public ClipAnalysis analyze(ImageEmbeddings embedded) {
    return analyze(embedded, () -> naming.embedWords(model));
  }

  private ClipAnalysis analyze(ImageEmbeddings embedded, Supplier<Optional<Embeddings>> words) {
    requireEnoughReadable(embedded);
    List<Optional<ImageSource>> sources = embedded.images().stream().map(Optional::of).toList();
    return analyze(embedded.embeddings(), sources, embedded.failures(), words);
  }

  /**
   * Analyses what was embedded before.
   *
   * @param embeddings of this pipeline's model
   * @return the analysis
   * @throws IllegalArgumentException if the embeddings are of another model and clusters are to be
   *     named, or if there are fewer than clusters
   */
  public ClipAnalysis analyze(Embeddings embeddings) {
    grouping.requireEnough(embeddings.count());
    List<Optional<ImageSource>> sources = new ArrayList<>();
    for (int i = 0; i < embeddings.count(); i++) {
      sources.add(Optional.empty());
    }
    return analyze(embeddings, sources, List.of(), () -> naming.embedWords(model));
  }

  private ClipAnalysis analyze(
      Embeddings embeddings,
      List<Optional<ImageSource>> sources,
      List<ImageFailure> failures,
      Supplier<Optional<Embeddings>> embedWords) {
    listener.accept(new Progress(Progress.Stage.NAMING, 0, 1));
    if (naming.source() != NameSource.NUMBERS) {
      model.requireOwn(embeddings);
    }
    Optional<Embeddings> words = embedWords.get();
    listener.accept(new Progress(Progress.Stage.NAMING, 1, 1));
    listener.accept(new Progress(Progress.Stage.GROUPING, 0, 1));
    Groups groups = grouping.apply(embeddings);
    listener.accept(new Progress(Progress.Stage.GROUPING, 1, 1));
    List<Cluster> clusters = naming.clusters(groups, words);
    Optional<Embeddings> labels = words.map(some -> naming.wordsForImages(some, clusters));
    return new ClipAnalysis(
        settings(),
        embeddings,
        images(groups, embeddings, sources, labels),
        clusters,
        failures,
        new ClipAnalysis.Statistics(
            groups.layout().explainedVarianceRatio(),
            groups.inertia(),
            groups.meanSilhouette(),
            groups.silhouetteByCount()));
  }

  private ClipAnalysis.Settings settings() {
    return new ClipAnalysis.Settings(
        model.name(),
        grouping.components(),
        grouping.fewestClusters(),
        grouping.mostClusters(),
        grouping.automatic(),
        grouping.reducedSpace(),
        grouping.seed(),
        grouping.restarts(),
        naming.source(),
        naming.labels(),
        naming.templates());
  }

  private static List<AnalyzedImage> images(
      Groups groups,
      Embeddings embeddings,
      List<Optional<ImageSource>> sources,
      Optional<Embeddings> labels) {
    List<AnalyzedImage> images = new ArrayList<>();
    for (int i = 0; i < embeddings.count(); i++) {
      int row = i;
      images.add(
          new AnalyzedImage(
              embeddings.ids().get(i),
              sources.get(i).orElse(null),
              groups.layout().point(i),
              groups.cluster(i),
              groups.silhouette(i),
              groups.runnerUp(i),
              labels.map(words -> Naming.scores(embeddings, row, words)).orElse(List.of())));
    }
    return images;
  }

  private void requireEnoughReadable(ImageEmbeddings embedded) {
    int readable = embedded.images().size();
    int given = readable + embedded.failures().size();
    grouping.requireEnough(given);
    if (readable >= grouping.fewestImages()) {
      return;
    }
    ImageFailure first = embedded.failures().get(0);
    throw new ClipException(
        String.format(
            "expected at least %d readable images, found %d of %d; the first that failed is %s: %s",
            grouping.fewestImages(), readable, given, first.source().name(), first.reason()));
  }
}
