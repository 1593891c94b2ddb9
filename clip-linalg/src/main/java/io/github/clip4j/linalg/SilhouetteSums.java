package io.github.clip4j.linalg;

import java.util.Arrays;
import java.util.List;

/**
 * The silhouettes of one or more clusterings of the same rows, from one pass over all distances,
 * block by block: each row's distances are summed by cluster in the order of the rows.
 */
final class SilhouetteSums {
  private final Rows rows;
  private final double[] mean;
  private final Blocks blocks;
  private final List<Labelling> labellings;

  private SilhouetteSums(Rows rows, double[] mean, List<Labelling> labellings) {
    this.rows = rows;
    this.mean = mean;
    this.blocks = new Blocks(rows.count(), 1);
    this.labellings = labellings;
  }

  static List<Silhouette> of(Rows rows, List<int[]> labels, Workers workers) {
    List<Labelling> labellings = labels.stream().map(Labelling::new).toList();
    double[] mean = ColumnMean.of(rows, workers);
    SilhouetteSums sums = new SilhouetteSums(rows, mean, labellings);
    workers.forEach(sums.blocks.count(), () -> sums.new BlockTask());
    return labellings.stream().map(Labelling::silhouette).toList();
  }

  /** The distances of one block of rows to all rows. */
  private final class BlockTask implements Workers.Task {
    private final int d = mean.length;
    private final int most = Math.min(Blocks.ROWS, rows.count());
    private final float[] values = new float[most * d];
    private final double[] own = new double[most * d];
    private final double[] columns = new double[most * d];
    private final double[] distances = new double[most * most];
    private final double[] ownSquares = new double[most];
    private final double[] squares = new double[most];

    @Override
    public void run(int block) {
      int size = blocks.size(block);
      Blocks.read(rows, blocks.first(block), size, values);
      for (int i = 0; i < size * d; i++) {
        own[i] = values[i] - mean[i % d];
      }
      for (int i = 0; i < size; i++) {
        ownSquares[i] = Vectors.dot(own, i * d, own, i * d, d);
      }
      double[][] sums =
          labellings.stream().map(l -> new double[size * l.clusters()]).toArray(double[][]::new);
      for (int other = 0; other < blocks.count(); other++) {
        int otherSize = blocks.size(other);
        distances(other, size, otherSize);
        if (other == block) {
          for (int i = 0; i < size; i++) {
            distances[i * size + i] = 0;
          }
        }
        for (int l = 0; l < sums.length; l++) {
          labellings.get(l).add(distances, size, blocks.first(other), otherSize, sums[l]);
        }
      }
      for (int l = 0; l < sums.length; l++) {
        labellings.get(l).finish(blocks.first(block), size, sums[l]);
      }
    }

    private void distances(int other, int size, int otherSize) {
      Blocks.read(rows, blocks.first(other), otherSize, values);
      CentredBlock.transpose(values, otherSize, mean, columns);
      Arrays.fill(squares, 0, otherSize, 0);
      for (int f = 0; f < d; f++) {
        for (int j = 0; j < otherSize; j++) {
          double value = columns[f * otherSize + j];
          squares[j] += value * value;
        }
      }
      FusedProducts.multiply(columns, otherSize, d, own, size, distances);
      for (int i = 0; i < size; i++) {
        double square = ownSquares[i];
        for (int j = 0; j < otherSize; j++) {
          int at = i * otherSize + j;
          distances[at] = Math.sqrt(Math.max(0, square + squares[j] - 2 * distances[at]));
        }
      }
    }
  }

  /**
   * One clustering: its labels as places in the sorted list of distinct ones, and what comes out.
   */
  private static final class Labelling {
    private final int[] names;
    private final int[] places;
    private final int[] sizes;
    private final double[] samples;
    private final int[] neighbours;

    Labelling(int[] labels) {
      names = Arrays.stream(labels).sorted().distinct().toArray();
      places = Arrays.stream(labels).map(label -> Arrays.binarySearch(names, label)).toArray();
      sizes = new int[names.length];
      for (int place : places) {
        sizes[place]++;
      }
      samples = new double[labels.length];
      neighbours = new int[labels.length];
    }

    int clusters() {
      return names.length;
    }

    void add(double[] distances, int size, int first, int count, double[] sums) {
      for (int i = 0; i < size; i++) {
        int to = i * names.length;
        for (int j = 0; j < count; j++) {
          sums[to + places[first + j]] += distances[i * count + j];
        }
      }
    }

    void finish(int first, int size, double[] sums) {
      for (int i = 0; i < size; i++) {
        int own = places[first + i];
        int nearest = -1;
        double b = Double.POSITIVE_INFINITY;
        for (int c = 0; c < names.length; c++) {
          double distance = sums[i * names.length + c] / sizes[c];
          if (c != own && distance < b) {
            b = distance;
            nearest = c;
          }
        }
        neighbours[first + i] = names[nearest];
        if (sizes[own] > 1) {
          double a = sums[i * names.length + own] / (sizes[own] - 1);
          double larger = Math.max(a, b);
          samples[first + i] = larger > 0 ? (b - a) / larger : 0;
        }
      }
    }

    Silhouette silhouette() {
      return new Silhouette(samples, neighbours);
    }
  }
}
