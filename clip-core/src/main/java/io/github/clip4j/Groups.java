package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.linalg.Silhouette;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.ejml.data.FMatrixRMaj;

/** Where the images lie and which cluster each belongs to: the result of a {@link Grouping}. */
final class Groups {
  private final Layout layout;
  private final KMeansModel clustering;
  private final int[] labels;
  private final int[] sizes;
  private final Rows centres;
  private final OptionalDouble meanSilhouette;
  private final double[] silhouettes;
  private final int[] neighbours;
  private final Map<Integer, Double> silhouetteByCount;

  private Groups(
      Layout layout,
      KMeansModel clustering,
      Rows centres,
      Optional<Silhouette> silhouette,
      Map<Integer, Double> silhouetteByCount) {
    this.layout = layout;
    this.clustering = clustering;
    this.labels = clustering.labels();
    this.sizes = clustering.sizes();
    this.centres = centres;
    this.meanSilhouette =
        silhouette.map(s -> OptionalDouble.of(s.mean())).orElse(OptionalDouble.empty());
    this.silhouettes = silhouette.map(Silhouette::samples).orElse(new double[0]);
    this.neighbours = silhouette.map(Silhouette::neighbours).orElse(new int[0]);
    this.silhouetteByCount = silhouetteByCount;
  }

  /**
   * Groups of a finished clustering.
   *
   * @param silhouette empty where it is undefined
   * @param silhouetteByCount for the numbers of clusters that were tried
   */
  static Groups of(
      Layout layout,
      Embeddings embeddings,
      KMeansModel clustering,
      Optional<Silhouette> silhouette,
      Map<Integer, Double> silhouetteByCount) {
    Rows centres = meanVectors(embeddings.rows(), clustering.labels(), clustering.clusters());
    return new Groups(layout, clustering, centres, silhouette, silhouetteByCount);
  }

  Layout layout() {
    return layout;
  }

  int clusters() {
    return clustering.clusters();
  }

  int size(int cluster) {
    return sizes[cluster];
  }

  double inertia() {
    return clustering.inertia();
  }

  int cluster(int image) {
    return labels[image];
  }

  /** The other cluster that is nearest by mean distance; empty where the silhouette is. */
  OptionalInt runnerUp(int image) {
    return neighbours.length == 0 ? OptionalInt.empty() : OptionalInt.of(neighbours[image]);
  }

  OptionalDouble silhouette(int image) {
    return silhouettes.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(silhouettes[image]);
  }

  OptionalDouble meanSilhouette() {
    return meanSilhouette;
  }

  Map<Integer, Double> silhouetteByCount() {
    return silhouetteByCount;
  }

  /**
   * The mean vector of each cluster in embedding space, {@code [k, d]}, whatever space was
   * clustered; not normalised, for the mean of unit vectors is none.
   */
  Rows centres() {
    return centres;
  }

  private static Rows meanVectors(Rows rows, int[] labels, int clusters) {
    int d = rows.dimension();
    double[] sums = new double[clusters * d];
    int[] sizes = new int[clusters];
    float[] row = new float[d];
    for (int i = 0; i < rows.count(); i++) {
      rows.copy(i, 1, FloatBuffer.wrap(row));
      sizes[labels[i]]++;
      for (int j = 0; j < d; j++) {
        sums[labels[i] * d + j] += row[j];
      }
    }
    FMatrixRMaj means = new FMatrixRMaj(clusters, d);
    for (int i = 0; i < sums.length; i++) {
      means.data[i] = (float) (sums[i] / Math.max(1, sizes[i / d]));
    }
    return Rows.of(means);
  }
}
