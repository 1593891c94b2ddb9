package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.text.PromptTemplates;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What a {@link ClipPipeline} found out: coordinates, clusters, names, and the images that failed.
 * Immutable.
 */
public final class ClipAnalysis {
  private final Settings settings;
  private final Embeddings embeddings;
  private final List<AnalyzedImage> images;
  private final List<Cluster> clusters;
  private final List<ImageFailure> failures;
  private final Statistics statistics;

  ClipAnalysis(
      Settings settings,
      Embeddings embeddings,
      List<AnalyzedImage> images,
      List<Cluster> clusters,
      List<ImageFailure> failures,
      Statistics statistics) {
    this.settings = settings;
    this.embeddings = embeddings;
    this.images = List.copyOf(images);
    this.clusters = List.copyOf(clusters);
    this.failures = List.copyOf(failures);
    this.statistics = statistics;
  }

  /** {@return what was asked for} */
  public Settings settings() {
    return settings;
  }

  /** {@return the vectors of the images, in the order of {@link #images()}} */
  public Embeddings embeddings() {
    return embeddings;
  }

  /** {@return the images that could be read, in the order given} */
  public List<AnalyzedImage> images() {
    return images;
  }

  /** {@return the clusters by id} */
  public List<Cluster> clusters() {
    return clusters;
  }

  /** {@return the images that could not be read, in the order given} */
  public List<ImageFailure> failures() {
    return failures;
  }

  /** {@return how good the coordinates and the clusters are} */
  public Statistics statistics() {
    return statistics;
  }

  /**
   * The cluster of an image.
   *
   * @param image the image
   * @return the cluster
   */
  public Cluster clusterOf(AnalyzedImage image) {
    return clusters.get(image.cluster());
  }

  /**
   * {@return the images worth a second look, lowest silhouette first: those that sit between
   * clusters, and those whose own best label is not the name of their cluster}
   *
   * <p>An image sits between clusters where its silhouette is negative or less than half the mean
   * silhouette, unless it is the only one of its cluster. The rule is relative because silhouettes
   * of embeddings are small throughout: in hundreds of dimensions the distances within a cluster
   * are hardly shorter than those to the next.
   */
  public List<AnalyzedImage> borderline() {
    double threshold = Math.max(0, statistics.silhouette().orElse(0) / 2);
    return images.stream()
        .filter(image -> sitsBetweenClusters(image, threshold) || isNamedOtherwise(image))
        .sorted(
            Comparator.comparingDouble(
                image -> image.silhouette().orElse(Double.POSITIVE_INFINITY)))
        .toList();
  }

  /**
   * The shares of variance of more principal components than were kept: the scree. Fits them to the
   * embeddings when it is called.
   *
   * @param components at least 1
   * @return one share a component in {@code [0, 1]}, largest first; fewer than asked for where the
   *     images or their dimension allow no more, none for one image
   * @throws IllegalArgumentException if {@code components} is less than 1
   */
  public List<Double> scree(int components) {
    if (components < 1) {
      throw new IllegalArgumentException("expected at least 1 component, got " + components);
    }
    return Layout.scree(embeddings.rows(), components);
  }

  private boolean sitsBetweenClusters(AnalyzedImage image, double threshold) {
    // The silhouette of an image that is alone in its cluster is 0 by definition and says nothing.
    return clusterOf(image).size() > 1
        && image.silhouette().isPresent()
        && image.silhouette().getAsDouble() < threshold;
  }

  private boolean isNamedOtherwise(AnalyzedImage image) {
    return image
        .bestLabel()
        .filter(best -> !best.label().equals(clusterOf(image).name()))
        .isPresent();
  }

  /**
   * {@return the analysis as JSON: the settings, {@code explainedVarianceRatio}, {@code clusters}
   * with their scores, {@code images} with their coordinates, and {@code failures}}
   *
   * <p>Names are {@code namedFrom} the {@code "labels"} that are listed, the {@code "vocabulary"}
   * or {@code "numbers"}.
   *
   * <p>Numbers that are undefined are {@code null}.
   */
  public String toJson() {
    return AnalysisJson.of(this);
  }

  /** Where the names of clusters come from. */
  public enum NameSource {
    /** From no words: clusters are called "cluster 1" and so on. */
    NUMBERS,
    /** The built-in vocabulary. */
    VOCABULARY,
    /** The caller's labels. */
    LABELS
  }

  /**
   * What was asked for.
   *
   * @param model the model's name
   * @param components the principal components that were kept
   * @param fewestClusters at least so many clusters
   * @param mostClusters at most so many
   * @param automatic whether the number of clusters was chosen within the bounds; else both are the
   *     number that was given
   * @param reducedSpace whether the principal components were clustered, not the embeddings
   * @param seed of the clustering
   * @param restarts of the clustering
   * @param namedFrom where the names of the clusters come from
   * @param labels the caller's label words; empty where the names come from elsewhere
   * @param templates the prompts that the labels were embedded in
   */
  public record Settings(
      String model,
      int components,
      int fewestClusters,
      int mostClusters,
      boolean automatic,
      boolean reducedSpace,
      long seed,
      int restarts,
      NameSource namedFrom,
      List<String> labels,
      PromptTemplates templates) {
    /**
     * Keeps a copy of the labels.
     *
     * @param model a directory, the id of a bundled model, or a hub id
     * @param components at least 1
     * @param fewestClusters at least 1
     * @param mostClusters at least the fewest
     * @param automatic false where the number was given
     * @param reducedSpace false where the embeddings were clustered
     * @param seed any number
     * @param restarts at least 1
     * @param namedFrom labels, the vocabulary or numbers
     * @param labels distinct words with text
     * @param templates {@link PromptTemplates#none()} where the labels stood alone
     */
    public Settings {
      labels = List.copyOf(labels);
    }
  }

  /**
   * How good the coordinates and the clusters are.
   *
   * @param explainedVarianceRatio the share of variance of each principal component, in {@code [0,
   *     1]}
   * @param inertia the sum of squared distances of the images to their centres
   * @param silhouette the mean silhouette; empty where it is undefined
   * @param silhouetteByK the mean silhouette of each k that was tried; empty where k was given
   */
  public record Statistics(
      List<Double> explainedVarianceRatio,
      double inertia,
      OptionalDouble silhouette,
      Map<Integer, Double> silhouetteByK) {
    /**
     * Keeps copies of the lists.
     *
     * @param explainedVarianceRatio in {@code [0, 1]}
     * @param inertia at least 0
     * @param silhouette in {@code [-1, 1]}
     * @param silhouetteByK by the number of clusters
     */
    public Statistics {
      explainedVarianceRatio = List.copyOf(explainedVarianceRatio);
      silhouetteByK = Collections.unmodifiableMap(new TreeMap<>(silhouetteByK));
    }
  }
}
