package io.github.clip4j.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the number of clusters: k-means for each number of a range, of which the one of highest
 * mean {@link Silhouette} is kept, the smaller where two are equal.
 *
 * <p>Settings are immutable; the same rows, settings and seed give the same choice for any number
 * of threads.
 *
 * <pre>{@code
 * ClusterChoice choice = ClusterCount.between(2, 10).seed(42).restarts(50).fit(rows);
 * int k = choice.clusters();
 * }</pre>
 */
public final class ClusterCount {
  private final int least;
  private final int most;
  private final KMeans template;
  private final int threads;

  private ClusterCount(int least, int most, KMeans template, int threads) {
    this.least = least;
    this.most = most;
    this.template = template;
    this.threads = threads;
  }

  /**
   * A range of numbers of clusters. Where it exceeds {@code n - 1}, beyond which no silhouette is
   * defined, it ends there.
   *
   * @param least the smallest number to try, at least 2
   * @param most the largest number to try
   * @return the settings, otherwise those of {@link KMeans#of(int)}
   * @throws IllegalArgumentException if the range is empty or begins below 2
   */
  public static ClusterCount between(int least, int most) {
    if (least < 2 || most < least) {
      throw new IllegalArgumentException(
          "expected a range of at least 2 clusters, got " + least + " to " + most);
    }
    return new ClusterCount(least, most, KMeans.of(least), Workers.defaultThreads());
  }

  /**
   * The seed of each k-means, as {@link KMeans#seed(long)}.
   *
   * @param seed any number
   * @return settings that differ in this
   */
  public ClusterCount seed(long seed) {
    return new ClusterCount(least, most, template.seed(seed), threads);
  }

  /**
   * The starts of each k-means, as {@link KMeans#restarts(int)}.
   *
   * @param restarts at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public ClusterCount restarts(int restarts) {
    return new ClusterCount(least, most, template.restarts(restarts), threads);
  }

  /**
   * The threads to use, as {@link KMeans#threads(int)}.
   *
   * @param threads at least 1
   * @return settings that differ in this
   * @throws IllegalArgumentException if the number is below 1
   */
  public ClusterCount threads(int threads) {
    return new ClusterCount(least, most, template.threads(threads), threads);
  }

  /**
   * Groups the rows with each number of clusters and keeps the best.
   *
   * <p>One or two rows, and rows that are all equal, have no silhouette: they are one cluster, and
   * the choice has no scores.
   *
   * @param rows {@code [n, d]}
   * @return the choice
   * @throws IllegalArgumentException if there is no row, or a value is NaN or infinite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public ClusterChoice fit(Rows rows) {
    int last = Math.min(most, rows.count() - 1);
    List<KMeansModel> models = new ArrayList<>();
    for (int k = Math.min(least, last); k <= last && k >= 2; k++) {
      KMeansModel model = template.clusters(k).fit(rows);
      if (Silhouette.isDefined(model.distinctClusters(), rows.count())) {
        models.add(model);
      }
    }
    if (models.isEmpty()) {
      return new ClusterChoice(template.clusters(1).fit(rows), null, Map.of());
    }
    return best(models, silhouettes(rows, models));
  }

  /**
   * As {@link #fit(Rows)}.
   *
   * @param rows {@code [n, d]}
   * @return the choice
   * @throws IllegalArgumentException as {@link #fit(Rows)}
   */
  public ClusterChoice fit(FMatrixRMaj rows) {
    return fit(Rows.of(rows));
  }

  private List<Silhouette> silhouettes(Rows rows, List<KMeansModel> models) {
    try (Workers workers = new Workers(threads)) {
      return SilhouetteSums.of(rows, models.stream().map(KMeansModel::labels).toList(), workers);
    }
  }

  private static ClusterChoice best(List<KMeansModel> models, List<Silhouette> silhouettes) {
    Map<Integer, Double> scores = new TreeMap<>();
    @Nullable KMeansModel best = null;
    @Nullable Silhouette highest = null;
    for (int i = 0; i < models.size(); i++) {
      KMeansModel model = models.get(i);
      Silhouette silhouette = silhouettes.get(i);
      scores.put(model.clusters(), silhouette.mean());
      if (best == null || highest == null || silhouette.mean() > highest.mean()) {
        best = model;
        highest = silhouette;
      }
    }
    if (best == null) {
      throw new IllegalStateException("expected at least one model");
    }
    return new ClusterChoice(best, highest, scores);
  }
}
