package io.github.clip4j.linalg;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The number of clusters that was chosen, with its clustering and the scores of all that were
 * tried.
 */
public final class ClusterChoice {
  private final KMeansModel model;
  private final @Nullable Silhouette silhouette;
  private final SortedMap<Integer, Double> scores;

  ClusterChoice(KMeansModel model, @Nullable Silhouette silhouette, Map<Integer, Double> scores) {
    this.model = model;
    this.silhouette = silhouette;
    this.scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
  }

  /** {@return the number of clusters, {@code k}} */
  public int clusters() {
    return model.clusters();
  }

  /** {@return the clustering with that number} */
  public KMeansModel model() {
    return model;
  }

  /** {@return the silhouette of that clustering; empty where there is one cluster} */
  public Optional<Silhouette> silhouette() {
    return Optional.ofNullable(silhouette);
  }

  /**
   * {@return the mean silhouette by number of clusters, ascending and unmodifiable, for those where
   * it is defined}
   */
  public SortedMap<Integer, Double> scores() {
    return scores;
  }
}
