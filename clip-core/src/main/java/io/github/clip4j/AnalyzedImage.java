package io.github.clip4j;

import io.github.clip4j.image.ImageSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One image of an analysis: where it lies and what it is near to. Immutable. */
public final class AnalyzedImage {
  private final String name;
  private final @Nullable ImageSource source;
  private final float[] point;
  private final int cluster;
  private final OptionalDouble silhouette;
  private final OptionalInt runnerUpCluster;
  private final List<LabelScore> scores;

  /** Takes the scores over, which nobody may change. */
  AnalyzedImage(
      String name,
      @Nullable ImageSource source,
      float[] point,
      int cluster,
      OptionalDouble silhouette,
      OptionalInt runnerUpCluster,
      List<LabelScore> scores) {
    this.name = name;
    this.source = source;
    this.point = point.clone();
    this.cluster = cluster;
    this.silhouette = silhouette;
    this.runnerUpCluster = runnerUpCluster;
    this.scores = scores;
  }

  /** {@return the image's name, as its source gives it} */
  public String name() {
    return name;
  }

  /** {@return where the image came from; empty where the analysis started from embeddings} */
  public Optional<ImageSource> source() {
    return Optional.ofNullable(source);
  }

  /** {@return a copy of its principal components, {@code [components]}: x, y and so on} */
  public float[] point() {
    return point.clone();
  }

  /** {@return the first principal component} */
  public float x() {
    return point[0];
  }

  /** {@return the second principal component; 0 where there is only one} */
  public float y() {
    return point.length > 1 ? point[1] : 0;
  }

  /** {@return the id of its cluster} */
  public int cluster() {
    return cluster;
  }

  /**
   * {@return how much nearer it is to its own cluster than to the next, in {@code [-1, 1]}
   * (Rousseeuw 1987), 0 for the only image of a cluster; empty where there is one cluster, or one
   * image a cluster}
   */
  public OptionalDouble silhouette() {
    return silhouette;
  }

  /** {@return the other cluster that is nearest by mean distance; empty where the silhouette is} */
  public OptionalInt runnerUpCluster() {
    return runnerUpCluster;
  }

  /**
   * {@return the image's own score for every label, in the order of the labels; where clusters are
   * named from the built-in vocabulary, for the names of the clusters; empty where they are
   * numbered}
   */
  public List<LabelScore> scores() {
    return scores;
  }

  /**
   * {@return the label that fits this image best, whatever its cluster is called; empty without
   * labels}
   */
  public Optional<LabelScore> bestLabel() {
    return LabelScore.best(scores);
  }

  @Override
  public String toString() {
    return name + " in cluster " + cluster;
  }
}
