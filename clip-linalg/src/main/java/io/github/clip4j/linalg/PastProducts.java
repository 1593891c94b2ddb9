package io.github.clip4j.linalg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The products of each block's rows with the centres of the iteration in which all of them were
 * last multiplied, and what they prove about later centres.
 *
 * <p>A later centre is a sum of the earlier ones plus a rest {@code r} outside the space that they
 * span. Of {@code x·r} is known that it is at most {@code |y|·|r|}, where {@code y} is what x has
 * outside that space: so a row keeps its label where the scores of the other centres are behind by
 * more than {@code 2·|y|} times the distance of the rests. Centres that move do so mostly within
 * the space, and bounds that only know how far they moved decide far fewer rows.
 */
final class PastProducts {
  /** Products take at most so much of the memory of the rows. */
  private static final int COLUMNS_PER_CLUSTER = 8;

  /** After so many iterations products are forgotten: each of these may keep centres of its own. */
  private static final int OLDEST = 8;

  /** Beyond, the rounding of the coefficients in float64 would count. */
  private static final double LARGEST_GROWTH = 0x1p20;

  /** With fewer rows, comparing centres takes as long as multiplying the rows. */
  private static final int ROWS_PER_CLUSTER = 256;

  private final Samples samples;
  private final int clusters;
  private final float[][][] products;
  private final float[] away;
  private final double[] longest;
  private final @Nullable CentreSpan[] spans;
  private final int[] ages;
  private final Map<CentreSpan, CentreSpan.Later> later = new ConcurrentHashMap<>();
  private @Nullable CentreSpan current;

  PastProducts(Samples samples, int clusters) {
    this.samples = samples;
    this.clusters = clusters;
    int blocks = samples.blocks().count();
    this.products = new float[blocks][][];
    this.away = new float[samples.count()];
    this.longest = new double[blocks];
    this.spans = new @Nullable CentreSpan[blocks];
    this.ages = new int[blocks];
  }

  /** For a fit, or nothing where comparing centres takes longer than it could spare. */
  static @Nullable PastProducts of(Samples samples, int clusters) {
    boolean pays =
        clusters > 1
            && clusters * COLUMNS_PER_CLUSTER <= samples.d()
            && samples.count() >= ROWS_PER_CLUSTER * clusters;
    return pays ? new PastProducts(samples, clusters) : null;
  }

  /** Begins an iteration: to be called before any thread asks about its blocks. */
  void begin() {
    current = null;
    later.clear();
    for (int block = 0; block < spans.length; block++) {
      ages[block]++;
      if (ages[block] > OLDEST) {
        spans[block] = null;
      }
    }
  }

  /** Scratch memory for one thread, {@code [k, rows of a block]}. */
  float[][] scratch() {
    return new float[clusters][samples.blocks().most()];
  }

  /** Leaves those rows of a block that may have another nearest centre than their label says. */
  int undecided(
      CentreSet centres, int block, int[] labels, int[] which, int count, float[][] scratch) {
    CentreSpan span = spans[block];
    if (span == null) {
      return count;
    }
    CentreSpan.Later now = later.computeIfAbsent(span, earlier -> earlier.later(centres));
    int first = samples.blocks().first(block);
    combine(now.coefficients(), products[block], samples.blocks().size(block), scratch);
    // Half of the first term is for the rounding of the combined products.
    double error =
        2.5 * now.growth() * span.centres().error(longest[block]) + centres.error(longest[block]);
    int left = 0;
    for (int r = 0; r < count; r++) {
      int row = first + which[r];
      if (!stays(labels[row], which[r], 2.0 * away[row], error, centres, now.apart(), scratch)) {
        which[left++] = which[r];
      }
    }
    return left;
  }

  /** Whether the scores of all others are too far behind for any row of these products. */
  private boolean stays(
      int label,
      int i,
      double twice,
      double error,
      CentreSet centres,
      double[] apart,
      float[][] products) {
    double limit = centres.square(label) - 2.0 * products[label][i] + error;
    for (int j = 0; j < clusters; j++) {
      double behind = centres.square(j) - 2.0 * products[j][i] - limit;
      // Where a product overflowed, the others are infinitely far behind, which proves nothing.
      boolean proven = behind > twice * apart[label * clusters + j] && Double.isFinite(behind);
      if (!proven && j != label) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the products of all rows of a block with the centres, {@code [rows, k]}. */
  void keep(CentreSet centres, int block, float[] rowProducts, float[][] scratch) {
    int size = samples.blocks().size(block);
    float[][] columns = products[block];
    if (columns == null) {
      columns = new float[clusters][size];
      products[block] = columns;
    }
    for (int j = 0; j < clusters; j++) {
      float[] column = columns[j];
      for (int i = 0; i < size; i++) {
        column[i] = rowProducts[i * clusters + j];
      }
    }
    CentreSpan span = span(centres);
    spans[block] = span.growth() < LARGEST_GROWTH ? span : null;
    ages[block] = 0;
    combine(span.factors(), columns, size, scratch);
    float[] within = scratch[0];
    multiply(within, within, size);
    for (int j = 1; j < clusters; j++) {
      addSquares(scratch[j], within, size);
    }
    setAway(span, block, within);
  }

  /** Bounds the distances of rows from the span, from the squares of what they have within it. */
  private void setAway(CentreSpan span, int block, float[] within) {
    int first = samples.blocks().first(block);
    float[] squares = samples.squares();
    double most = 0;
    for (int i = 0; i < samples.blocks().size(block); i++) {
      most = Math.max(most, squares[first + i]);
    }
    double norm = Math.sqrt(most);
    // Half of the second term is for the rounding of the combined products and their squares.
    double error =
        span.centres().squareError(most)
            + 1.5 * Math.sqrt(clusters) * norm * span.growth() * span.centres().error(norm);
    for (int i = 0; i < samples.blocks().size(block); i++) {
      double square = squares[first + i];
      double rest = Math.min(square, Math.max(0, square - within[i]) + error);
      away[first + i] = (float) (Math.sqrt(rest) * (1 + 0x1p-20));
    }
    longest[block] = norm;
  }

  private synchronized CentreSpan span(CentreSet centres) {
    CentreSpan existing = current;
    if (existing == null) {
      existing = new CentreSpan(centres);
      current = existing;
    }
    return existing;
  }

  /** {@code to[j] = Σ_l factors[j][l]·columns[l]}. */
  private static void combine(float[] factors, float[][] columns, int size, float[][] to) {
    int k = columns.length;
    for (int j = 0; j < k; j++) {
      float[] sum = to[j];
      first(factors[j * k], columns[0], sum, size);
      for (int l = 1; l < k; l++) {
        if (factors[j * k + l] != 0) {
          add(factors[j * k + l], columns[l], sum, size);
        }
      }
    }
  }

  private static void first(float factor, float[] column, float[] sum, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] = factor * column[i];
    }
  }

  private static void multiply(float[] one, float[] to, int size) {
    for (int i = 0; i < size; i++) {
      to[i] *= one[i];
    }
  }

  private static void addSquares(float[] column, float[] sum, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += column[i] * column[i];
    }
  }

  private static void add(float factor, float[] column, float[] sum, int size) {
    for (int i = 0; i < size; i++) {
      sum[i] += factor * column[i];
    }
  }
}
