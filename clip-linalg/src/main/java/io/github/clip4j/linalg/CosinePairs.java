package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * Finds the pairs of rows whose cosine reaches a threshold, and the groups that they link, exactly:
 * every row is compared with every other, {@code n² d / 2} multiplications.
 *
 * <p>Rows are unit vectors, {@code [n, d]}; a cosine is the dot product summed in float64 and
 * rounded to float32. The result is the same for any number of threads. Memory does not grow with
 * the number of pairs. Immutable.
 */
public final class CosinePairs {
  private static final int ROWS_AT_A_TIME = 256;

  private final Rows rows;
  private final float threshold;
  private final int threads;

  private CosinePairs(Rows rows, float threshold, int threads) {
    this.rows = rows;
    this.threshold = threshold;
    this.threads = threads;
  }

  /**
   * The pairs with at least this cosine, found with one thread a processor.
   *
   * @param rows unit vectors, {@code [n, d]}, which must not change meanwhile
   * @param threshold in {@code [-1, 1]}
   * @return the pairs, not yet looked for
   * @throws IllegalArgumentException if the threshold is outside
   */
  public static CosinePairs above(Rows rows, float threshold) {
    if (!(threshold >= -1 && threshold <= 1)) {
      throw new IllegalArgumentException("expected a cosine from -1 to 1, got " + threshold);
    }
    return new CosinePairs(rows, threshold, Workers.defaultThreads());
  }

  /**
   * The same with another number of threads; the results do not change.
   *
   * @param count at least 1
   * @return the pairs
   * @throws IllegalArgumentException if it is less than 1
   */
  public CosinePairs threads(int count) {
    return new CosinePairs(rows, threshold, Workers.checkThreads(count));
  }

  /**
   * The pairs of the highest cosine.
   *
   * @param limit how many at most, which bounds the memory
   * @return the pairs, the highest cosine first, equal ones by their rows
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public List<Pair> best(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("expected a limit of at least 1, got " + limit);
    }
    TopPairs all = new TopPairs(0, limit);
    for (int first = 0; first < rows.count(); first += ROWS_AT_A_TIME) {
      int start = first;
      // The bar found so far holds for the rows to come.
      float bar = all.bar(0);
      for (TopPairs some : scan(first, () -> new TopPairs(start, limit, bar))) {
        all.addAll(some.worstFirst);
      }
    }
    return all.worstFirst.stream().sorted().toList();
  }

  /**
   * The groups that the pairs link: two rows are in one group where a chain of pairs leads from one
   * to the other (single linkage).
   *
   * @return {@code [n]}: for each row the lowest row of its group, itself where it is alone
   */
  public int[] groups() {
    Links links = new Links(rows.count());
    for (int first = 0; first < rows.count(); first += ROWS_AT_A_TIME) {
      int start = first;
      scan(first, () -> new Linking(start, links));
    }
    int[] lowest = new int[rows.count()];
    for (int row = 0; row < lowest.length; row++) {
      lowest[row] = links.lowest(row);
    }
    return lowest;
  }

  private <C extends CosineScan.Collector> List<C> scan(int first, Supplier<C> collectors) {
    int count = Math.min(ROWS_AT_A_TIME, rows.count() - first);
    float[] some = new float[count * rows.dimension()];
    rows.copy(first, count, FloatBuffer.wrap(some));
    return new CosineScan(rows, threads).run(some, count, first, collectors);
  }

  /** The best pairs so far; only those with the higher row second count. */
  private final class TopPairs implements CosineScan.Collector {
    private final int start;
    private final int limit;
    private final float lowestBar;
    private final PriorityQueue<Pair> worstFirst = new PriorityQueue<>(Collections.reverseOrder());

    TopPairs(int start, int limit) {
      this(start, limit, threshold);
    }

    TopPairs(int start, int limit, float lowestBar) {
      this.start = start;
      this.limit = limit;
      this.lowestBar = lowestBar;
    }

    @Override
    public float bar(int query) {
      return worstFirst.size() < limit
          ? lowestBar
          : Math.max(lowestBar, worstFirst.element().cosine());
    }

    @Override
    public void take(int query, int row, float cosine) {
      if (row > start + query) {
        add(new Pair(start + query, row, cosine));
      }
    }

    void addAll(Collection<Pair> pairs) {
      pairs.forEach(this::add);
    }

    private void add(Pair pair) {
      worstFirst.add(pair);
      if (worstFirst.size() > limit) {
        worstFirst.remove();
      }
    }
  }

  /** Links the rows of each pair. */
  private final class Linking implements CosineScan.Collector {
    private final int start;
    private final Links links;

    Linking(int start, Links links) {
      this.start = start;
      this.links = links;
    }

    @Override
    public float bar(int query) {
      return threshold;
    }

    @Override
    public void take(int query, int row, float cosine) {
      links.link(start + query, row);
    }
  }

  /** A forest whose trees are groups, each with its lowest row as root. */
  private static final class Links {
    private final int[] parents;

    Links(int rows) {
      parents = new int[rows];
      for (int row = 0; row < rows; row++) {
        parents[row] = row;
      }
    }

    synchronized void link(int one, int other) {
      int a = lowest(one);
      int b = lowest(other);
      parents[Math.max(a, b)] = Math.min(a, b);
    }

    synchronized int lowest(int row) {
      int at = row;
      while (parents[at] != at) {
        parents[at] = parents[parents[at]];
        at = parents[at];
      }
      return at;
    }
  }

  /**
   * Two rows that are near to each other.
   *
   * @param first the lower row
   * @param second the higher row
   * @param cosine of both, but for rounding in {@code [-1, 1]}
   */
  public record Pair(int first, int second, float cosine) implements Comparable<Pair> {
    /** Orders by cosine, the highest first, then by the rows. */
    @Override
    public int compareTo(Pair other) {
      int byCosine = Float.compare(other.cosine, cosine);
      if (byCosine != 0) {
        return byCosine;
      }
      int byFirst = Integer.compare(first, other.first);
      return byFirst != 0 ? byFirst : Integer.compare(second, other.second);
    }
  }
}
