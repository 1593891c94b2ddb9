package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.linalg.ClusterChoice;
import io.github.clip4j.linalg.ClusterCount;
import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.linalg.Silhouette;
import java.util.Map;
import java.util.Optional;

/**
 * How images are laid out and clustered.
 *
 * @param components the principal components to keep
 * @param fewestClusters at least so many clusters
 * @param mostClusters at most so many; the same where the number is given
 * @param automatic whether the number of clusters is chosen within the bounds
 * @param seed of k-means
 * @param restarts of k-means
 * @param reducedSpace whether the principal components are clustered, not the embeddings
 */
record Grouping(
    int components,
    int fewestClusters,
    int mostClusters,
    boolean automatic,
    long seed,
    int restarts,
    boolean reducedSpace) {

  Grouping {
    requireAtLeastOne(components, "component");
    requireAtLeastOne(fewestClusters, "cluster");
    requireAtLeastOne(restarts, "restart");
  }

  Grouping withComponents(int count) {
    return new Grouping(
        count, fewestClusters, mostClusters, automatic, seed, restarts, reducedSpace);
  }

  Grouping withClusters(int count) {
    return new Grouping(components, count, count, false, seed, restarts, reducedSpace);
  }

  Grouping withClustersBetween(int fewest, int most) {
    if (fewest < 2 || most < fewest) {
      throw new IllegalArgumentException(
          "expected 2 <= fewest <= most clusters, got " + fewest + " and " + most);
    }
    return new Grouping(components, fewest, most, true, seed, restarts, reducedSpace);
  }

  Grouping withSeed(long newSeed) {
    return new Grouping(
        components, fewestClusters, mostClusters, automatic, newSeed, restarts, reducedSpace);
  }

  Grouping withRestarts(int count) {
    return new Grouping(
        components, fewestClusters, mostClusters, automatic, seed, count, reducedSpace);
  }

  Grouping inReducedSpace() {
    return new Grouping(components, fewestClusters, mostClusters, automatic, seed, restarts, true);
  }

  private static void requireAtLeastOne(int count, String what) {
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 " + what + ", got " + count);
    }
  }

  /** The fewest images that can be analysed: for a silhouette one more than there are clusters. */
  int fewestImages() {
    if (!automatic) {
      return fewestClusters;
    }
    return fewestClusters == 2 ? 1 : fewestClusters + 1;
  }

  /** Refuses fewer images than clusters. */
  void requireEnough(int images) {
    if (images == 0) {
      throw new IllegalArgumentException("expected at least one image, got none");
    }
    if (images < fewestImages()) {
      throw new IllegalArgumentException(
          "expected "
              + (automatic ? "more images than" : "at least as many images as")
              + " clusters, got "
              + images
              + " images for "
              + fewestClusters
              + (automatic ? " clusters or more" : " clusters"));
    }
  }

  Groups apply(Embeddings embeddings) {
    Layout layout = Layout.of(embeddings.rows(), components);
    Rows space = reducedSpace ? layout.points() : embeddings.rows();
    return automatic
        ? clusterAutomatically(space, embeddings, layout)
        : clusterAsAsked(space, embeddings, layout);
  }

  private Groups clusterAutomatically(Rows space, Embeddings embeddings, Layout layout) {
    int most = Math.min(mostClusters, (int) Math.sqrt(space.count()));
    ClusterChoice choice =
        ClusterCount.between(fewestClusters, Math.max(fewestClusters, most))
            .seed(seed)
            .restarts(restarts)
            .fit(space);
    return Groups.of(layout, embeddings, choice.model(), choice.silhouette(), choice.scores());
  }

  private Groups clusterAsAsked(Rows space, Embeddings embeddings, Layout layout) {
    KMeansModel model = KMeans.of(fewestClusters).seed(seed).restarts(restarts).fit(space);
    int[] labels = model.labels();
    Optional<Silhouette> silhouette =
        Silhouette.isDefined(labels) ? Optional.of(Silhouette.of(space, labels)) : Optional.empty();
    return Groups.of(layout, embeddings, model, silhouette, Map.of());
  }
}
