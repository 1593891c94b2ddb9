package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.linalg.CosinePairs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Images, or texts, that are nearly the same: the cosine of their vectors reaches a threshold.
 * Exact (each is compared with every other), on all cores, in memory that does not grow with the
 * number of pairs. Immutable.
 *
 * <p>Copies of a photo in another size or quality are mostly above 0.95, photos of one scene mostly
 * above 0.9; the values differ from model to model.
 *
 * <pre>{@code
 * for (List<Integer> copies : NearDuplicates.of(photos, 0.95f).groups()) {
 *   copies.forEach(row -> System.out.println(photos.ids().get(row)));
 * }
 * }</pre>
 */
public final class NearDuplicates {
  private final Embeddings embeddings;
  private final CosinePairs pairs;

  private NearDuplicates(Embeddings embeddings, CosinePairs pairs) {
    this.embeddings = embeddings;
    this.pairs = pairs;
  }

  /**
   * Near duplicates among the vectors; the search begins when something is asked for.
   *
   * @param embeddings the vectors
   * @param threshold the lowest cosine, in {@code [-1, 1]}
   * @return the near duplicates
   * @throws IllegalArgumentException if the threshold is outside
   */
  public static NearDuplicates of(Embeddings embeddings, float threshold) {
    return new NearDuplicates(embeddings, CosinePairs.above(embeddings.rows(), threshold));
  }

  /**
   * The pairs of the highest cosine.
   *
   * @param limit how many at most
   * @return the pairs, the highest cosine first, equal ones by row
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public List<Pair> pairs(int limit) {
    return pairs.best(limit).stream()
        .map(
            pair ->
                new Pair(
                    pair.first(),
                    embeddings.ids().get(pair.first()),
                    pair.second(),
                    embeddings.ids().get(pair.second()),
                    pair.cosine()))
        .toList();
  }

  /**
   * {@return the groups of two or more rows that pairs link, ordered by their first row, the rows
   * in order}
   *
   * <p>Two rows of a group need not be a pair: it is enough that a chain of pairs leads from one to
   * the other (single linkage).
   */
  public List<List<Integer>> groups() {
    int[] lowest = pairs.groups();
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int row = 0; row < lowest.length; row++) {
      if (lowest[row] != row) {
        int first = lowest[row];
        groups.computeIfAbsent(first, key -> new ArrayList<>(List.of(key))).add(row);
      }
    }
    return groups.values().stream().map(List::copyOf).toList();
  }

  /**
   * Two rows that are nearly the same.
   *
   * @param firstRow the lower row
   * @param firstId its id
   * @param secondRow the higher row
   * @param secondId its id
   * @param cosine of both
   */
  public record Pair(int firstRow, String firstId, int secondRow, String secondId, float cosine) {}
}
