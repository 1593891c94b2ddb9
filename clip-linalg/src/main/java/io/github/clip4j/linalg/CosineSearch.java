package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the rows of the highest cosine with a query, exactly: every row is compared.
 *
 * <p>Rows and queries are unit vectors, {@code [n, d]} and {@code [m, d]}. A cosine is the dot
 * product summed in float64 and rounded to float32; rows of equal cosine come in their order. The
 * result is the same for any number of threads. Rows are read in blocks, so that they may lie in a
 * file that is larger than the heap; memory holds {@code k} matches a query and thread. Immutable.
 *
 * <pre>{@code
 * List<CosineSearch.Match> best = CosineSearch.of(NpyRows.open(file)).nearest(query, 10);
 * }</pre>
 */
public final class CosineSearch {
  private static final int QUERIES_AT_A_TIME = 256;
  private static final int MATCHES_AT_A_TIME = 1 << 18;

  private final Rows rows;
  private final int threads;

  private CosineSearch(Rows rows, int threads) {
    this.rows = rows;
    this.threads = threads;
  }

  /**
   * A search with one thread a processor.
   *
   * @param rows unit vectors, {@code [n, d]}, which must not change while the search is in use;
   *     zero vectors match with a cosine of 0. Nobody looks at their norms: what comes of other
   *     rows are no cosines, and some may be missed
   * @return the search
   */
  public static CosineSearch of(Rows rows) {
    return new CosineSearch(rows, Workers.defaultThreads());
  }

  /**
   * The same with another number of threads; the results do not change.
   *
   * @param count at least 1
   * @return the search
   * @throws IllegalArgumentException if it is less than 1
   */
  public CosineSearch threads(int count) {
    return new CosineSearch(rows, Workers.checkThreads(count));
  }

  /**
   * The rows nearest to one query.
   *
   * @param query a unit vector, {@code [d]}
   * @param k how many; all rows where there are fewer
   * @return the matches, best first, equal ones by row
   * @throws IllegalArgumentException if k is less than 1, or the query has another length or norm
   */
  public List<Match> nearest(float[] query, int k) {
    return nearest(Rows.of(query, Math.max(1, query.length)), k).get(0);
  }

  /**
   * The rows nearest to each of many queries; faster than one after the other.
   *
   * @param queries unit vectors, {@code [m, d]}
   * @param k how many a query; all rows where there are fewer
   * @return one list a query: the matches, best first, equal ones by row
   * @throws IllegalArgumentException if k is less than 1, or a query has another dimension or norm
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays
   *     interrupted
   */
  public List<List<Match>> nearest(Rows queries, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("expected k of at least 1, got " + k);
    }
    if (queries.dimension() != rows.dimension()) {
      throw new IllegalArgumentException(
          "expected queries of " + rows.dimension() + " entries, got " + queries.dimension());
    }
    int most = Math.max(1, Math.min(k, rows.count()));
    int step = Math.max(1, Math.min(QUERIES_AT_A_TIME, MATCHES_AT_A_TIME / most));
    List<List<Match>> results = new ArrayList<>(queries.count());
    for (int first = 0; first < queries.count(); first += step) {
      results.addAll(some(queries, first, Math.min(step, queries.count() - first), most));
    }
    return results;
  }

  private List<List<Match>> some(Rows queries, int first, int count, int k) {
    float[] values = new float[count * rows.dimension()];
    queries.copy(first, count, FloatBuffer.wrap(values));
    for (int query = 0; query < count; query++) {
      requireUnit(values, query * rows.dimension(), first + query);
    }
    List<TopMatches> tops =
        new CosineScan(rows, threads).run(values, count, 0, () -> new TopMatches(count, k));
    List<List<Match>> results = new ArrayList<>(count);
    for (int query = 0; query < count; query++) {
      results.add(TopMatches.join(tops, query, k));
    }
    return results;
  }

  private void requireUnit(float[] values, int start, int query) {
    double sum = 0;
    for (int i = start; i < start + rows.dimension(); i++) {
      sum += (double) values[i] * values[i];
    }
    if (sum != 0 && !(Math.abs(Math.sqrt(sum) - 1) <= CosineScan.NORM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "expected queries of norm 1 or 0, got " + Math.sqrt(sum) + " for query " + query);
    }
  }

  /**
   * A row that was found.
   *
   * @param row its index
   * @param cosine in {@code [-1, 1]}, but for rounding
   */
  public record Match(int row, float cosine) implements Comparable<Match> {
    /** Orders by cosine, the highest first, then by row. */
    @Override
    public int compareTo(Match other) {
      int byCosine = Float.compare(other.cosine, cosine);
      return byCosine != 0 ? byCosine : Integer.compare(row, other.row);
    }
  }
}
