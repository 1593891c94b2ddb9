package io.github.clip4j.linalg;

import io.github.clip4j.linalg.spi.Operand;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The silhouettes of one or more clusterings of the same rows, from one pass over the distances of
 * all pairs of blocks, each pair once: a distance enters the sums of both of its rows.
 *
 * <p>Squared distances are {@code ‖x‖² + ‖y‖² - 2x·y} in float32, but from differences in float64
 * where that cancels; few rows are compared by differences only. Sums are in float64; each part of
 * the blocks has its own, joined in the order of the parts.
 */
final class SilhouetteSums {
  /** Up to so many values (1,000 rows of 512), differences cost a quarter of a second. */
  private static final long MOST_BY_DIFFERENCES = 1 << 29;

  // Below this share of ‖x‖² + ‖y‖², rounding shows in a distance: five bits have cancelled.
  private static final float CANCELLED = 0x1p-5f;

  private final Samples samples;
  private final List<Labelling> labellings;
  private final Blocks parts;

  private SilhouetteSums(Samples samples, List<Labelling> labellings) {
    this.samples = samples;
    this.labellings = labellings;
    long sums = labellings.stream().mapToLong(Labelling::length).sum();
    this.parts = new Blocks(samples.count(), samples.d(), sums);
  }

  static List<Silhouette> of(Rows rows, List<int[]> labels, Workers workers) {
    List<Labelling> labellings = labels.stream().map(Labelling::new).toList();
    try (Samples samples = Samples.kept(rows, ProductChoice.get())) {
      SilhouetteSums sums = new SilhouetteSums(samples, labellings);
      workers.forEach(samples.blocks().count(), () -> new Reading(samples.reader()));
      if ((long) rows.count() * rows.count() * rows.dimension() <= MOST_BY_DIFFERENCES) {
        sums.addUp(rows.count(), sums.rowDistances(), workers);
      } else {
        sums.addUp(samples.blocks().count(), sums::blockDistances, workers);
      }
    }
    return labellings.stream().map(Labelling::silhouette).toList();
  }

  /** The distances of some rows or blocks to those after them, added to sums of their own. */
  private interface Distances extends AutoCloseable {
    void add(int index, double[][] sums);

    @Override
    void close();
  }

  private void addUp(int count, Supplier<Distances> factory, Workers workers) {
    int stride = parts.parts();
    double[][][] sums = new double[stride][labellings.size()][];
    workers.forEach(stride, () -> new PartTask(factory.get(), count, sums));
    for (double[][] part : sums) {
      for (int l = 0; l < labellings.size(); l++) {
        labellings.get(l).add(part[l]);
      }
    }
  }

  /** Every so many rows or blocks: those before have more to do than those after. */
  private final class PartTask implements Workers.Task {
    private final Distances distances;
    private final int count;
    private final double[][][] sums;

    PartTask(Distances distances, int count, double[][][] sums) {
      this.distances = distances;
      this.count = count;
      this.sums = sums;
    }

    @Override
    public void run(int part) {
      for (int l = 0; l < labellings.size(); l++) {
        sums[part][l] = new double[labellings.get(l).length()];
      }
      for (int index = part; index < count; index += sums.length) {
        distances.add(index, sums[part]);
      }
    }

    @Override
    public void close() {
      distances.close();
    }
  }

  /** Makes all blocks known, so that a pair of them may be looked at in any order. */
  private record Reading(SampleReader reader) implements Workers.Task {
    @Override
    public void run(int block) {
      reader.go(block);
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  private Supplier<Distances> rowDistances() {
    int n = samples.count();
    float[] values = new float[n * samples.d()];
    Blocks.read(samples.rows(), 0, n, values);
    return () -> new RowDistances(values);
  }

  private Distances blockDistances() {
    return new BlockDistances(samples.reader(), samples.reader());
  }

  /** The distances of a row, from differences. */
  private final class RowDistances implements Distances {
    private final float[] values;

    RowDistances(float[] values) {
      this.values = values;
    }

    @Override
    public void add(int row, double[][] sums) {
      int d = samples.d();
      for (int other = row + 1; other < samples.count(); other++) {
        double square = Vectors.squaredDistance(values, row * d, values, other * d, d);
        for (int l = 0; l < sums.length; l++) {
          labellings.get(l).add(row, other, Math.sqrt(square), sums[l]);
        }
      }
    }

    @Override
    public void close() {}
  }

  /** The distances of a block, from products: to itself and to those after it. */
  private final class BlockDistances implements Distances {
    private final SampleReader own;
    private final SampleReader others;
    private final float[] row = new float[samples.blocks().most()];
    private final float[] squares = new float[samples.blocks().most()];
    private final float[] least = new float[samples.blocks().most()];

    BlockDistances(SampleReader own, SampleReader others) {
      this.own = own;
      this.others = others;
    }

    @Override
    public void add(int block, double[][] sums) {
      own.go(block);
      Operand operand = own.operand();
      for (int other = block; other < samples.blocks().count(); other++) {
        others.go(other);
        float[] distances = own.multiply(operand, others.operand());
        toDistances(distances);
        for (int l = 0; l < sums.length; l++) {
          Labelling labelling = labellings.get(l);
          labelling.addRows(distances, own, others, sums[l]);
          if (other != block) {
            labelling.addColumns(distances, own, others, sums[l]);
          }
        }
      }
    }

    /**
     * Turns products into distances, row by row in an array of their own: of loops over a part of
     * an array the JVM's compiler makes no vector instructions, nor of such as branch.
     */
    private void toDistances(float[] products) {
      int count = others.size();
      System.arraycopy(samples.squares(), others.first(), squares, 0, count);
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      for (int i = 0; i < own.size(); i++) {
        System.arraycopy(products, i * count, row, 0, count);
        toSquares(samples.squares()[own.first() + i], row, squares, least);
        toRoots(row);
        System.arraycopy(row, 0, products, i * count, count);
      }
      for (int j = 0; j < count; j++) {
        // Written so that NaN, of products that overflowed, counts as cancelled.
        if (!(least[j] > 0)) {
          mend(products, j);
        }
      }
      float scale = (float) (1 / samples.scale());
      for (int i = 0; scale != 1 && i < own.size() * count; i++) {
        products[i] *= scale;
      }
    }

    /** With the least of what squares are above that at which they would be cancelled. */
    private static void toSquares(float square, float[] row, float[] squares, float[] least) {
      for (int j = 0; j < row.length; j++) {
        float sum = square + squares[j];
        float distance = sum - 2 * row[j];
        least[j] = Math.min(least[j], distance - CANCELLED * sum);
        row[j] = distance;
      }
    }

    private static void toRoots(float[] row) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) Math.sqrt(row[j]);
      }
    }

    /** Computes from differences those distances of a column of which the squares cancelled. */
    private void mend(float[] distances, int j) {
      for (int i = 0; i < own.size(); i++) {
        int at = i * others.size() + j;
        float sum = samples.squares()[own.first() + i] + squares[j];
        // With some room for the rounding of the root.
        if (!(distances[at] * distances[at] > 1.001f * CANCELLED * sum)) {
          distances[at] = (float) Math.sqrt(byDifference(i, j));
        }
      }
    }

    private float byDifference(int i, int j) {
      int d = samples.d();
      double square =
          Vectors.squaredDistance(own.values(), own.start(i), others.values(), others.start(j), d);
      return (float) (square * samples.scale() * samples.scale());
    }

    @Override
    public void close() {
      own.close();
      others.close();
    }
  }
}
