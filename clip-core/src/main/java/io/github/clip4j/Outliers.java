package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Images, or texts, that are like no other: the mean cosine with their {@code k} nearest neighbours
 * is low (the outlier score of Angiulli and Pizzuti 2002, with cosines in place of distances).
 */
public final class Outliers {
  private static final int ROWS_AT_A_TIME = 256;

  private Outliers() {}

  /**
   * The vectors that are farthest from their neighbours. All {@code n²} cosines are computed, on
   * all cores; memory holds {@code limit} results.
   *
   * @param embeddings the vectors, two at least
   * @param k the neighbours to compare with, at least 1; all others where there are fewer. With k
   *     of 1 two copies of one odd photo hide each other, with 10 a dozen do
   * @param limit how many outliers at most
   * @return the outliers, lowest mean cosine first, equal ones by row
   * @throws IllegalArgumentException if k or the limit is less than 1, or there are fewer than two
   *     vectors
   */
  public static List<Outlier> of(Embeddings embeddings, int k, int limit) {
    if (embeddings.count() < 2) {
      throw new IllegalArgumentException("expected at least 2 vectors, got " + embeddings.count());
    }
    if (limit < 1) {
      throw new IllegalArgumentException("expected a limit of at least 1, got " + limit);
    }
    Comparator<Outlier> lowestFirst =
        Comparator.comparingDouble(Outlier::meanCosine).thenComparingInt(Outlier::row);
    PriorityQueue<Outlier> kept = new PriorityQueue<>(Collections.reverseOrder(lowestFirst));
    for (int first = 0; first < embeddings.count(); first += ROWS_AT_A_TIME) {
      int size = Math.min(ROWS_AT_A_TIME, embeddings.count() - first);
      List<List<Neighbour>> nearest = embeddings.nearestOfEach(first, size, k);
      for (int i = 0; i < size; i++) {
        double mean = nearest.get(i).stream().mapToDouble(Neighbour::cosine).average().orElse(0);
        kept.add(new Outlier(first + i, embeddings.ids().get(first + i), mean));
        if (kept.size() > limit) {
          kept.remove();
        }
      }
    }
    return kept.stream().sorted(lowestFirst).toList();
  }

  /**
   * A vector and how near its neighbours are.
   *
   * @param row its row
   * @param id its id
   * @param meanCosine with its nearest neighbours, in {@code [-1, 1]}
   */
  public record Outlier(int row, String id, double meanCosine) {}
}
