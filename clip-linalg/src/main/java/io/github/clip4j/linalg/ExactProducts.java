package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * What {@code (X - mean)ᵀ(X - mean)} of rows does to few vectors, in float64 throughout, and its
 * trace: the check of what was found in float32.
 */
final class ExactProducts implements LeadingEigen.Operator {
  private static final int FUSED = 8;

  private final Rows rows;
  private final double[] mean;
  private final Workers workers;
  private double trace;

  ExactProducts(Rows rows, double[] mean, Workers workers) {
    this.rows = rows;
    this.mean = mean;
    this.workers = workers;
  }

  /** The sum of the squares of the centred values, once the matrix was applied. */
  double trace() {
    return trace;
  }

  @Override
  public void apply(double[] vectors, int count, double[] images) {
    int d = mean.length;
    Blocks parts = new Blocks(rows.count(), d, (long) count * d + 1);
    double[][] sums = new double[parts.parts()][count * d + 1];
    workers.forEach(parts.parts(), () -> new PartTask(parts, vectors, count, sums));
    for (int i = 0; i <= count * d; i++) {
      double sum = 0;
      for (double[] part : sums) {
        sum += part[i];
      }
      if (i < count * d) {
        images[i] = sum;
      } else {
        trace = sum;
      }
    }
  }

  /** Adds up the rows of parts, eight at a time; behind the sums of a part is its trace. */
  private final class PartTask implements Workers.Task {
    private final int d = mean.length;
    private final Blocks parts;
    private final double[] vectors;
    private final int count;
    private final double[][] sums;
    private final float[] copy;
    private final double[] centred = new double[FUSED * d];
    private final double[] weights;

    PartTask(Blocks parts, double[] vectors, int count, double[][] sums) {
      this.parts = parts;
      this.vectors = vectors;
      this.count = count;
      this.sums = sums;
      this.weights = new double[count * FUSED];
      this.copy = rows instanceof ArrayRows ? new float[0] : new float[parts.most() * d];
    }

    @Override
    public void run(int part) {
      for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
        int first = parts.first(b);
        int size = parts.size(b);
        float[] values = copy;
        int start = 0;
        if (rows instanceof ArrayRows array) {
          values = array.values();
          start = first * d;
        } else {
          Blocks.read(rows, first, size, copy);
        }
        for (int i = 0; i < size; i += FUSED) {
          add(values, start + i * d, Math.min(FUSED, size - i), sums[part]);
        }
      }
    }

    private void add(float[] values, int start, int filled, double[] sum) {
      Arrays.fill(centred, filled * d, FUSED * d, 0);
      for (int r = 0; r < filled; r++) {
        sum[count * d] += centre(values, start + r * d, r);
      }
      for (int c = 0; c < count; c++) {
        if (c > 1) {
          for (int r = 0; r < FUSED; r++) {
            weights[c * FUSED + r] = Vectors.dot(centred, r * d, vectors, c * d, d);
          }
        }
        FusedProducts.fuse(centred, 0, d, d, weights, c * FUSED, 1, sum, c * d);
      }
    }

    /** Centres a row, multiplies it by the first two vectors, and returns its squared length. */
    private double centre(float[] values, int start, int r) {
      int second = count > 1 ? d : 0;
      int to = r * d;
      double square = 0;
      double first0 = 0;
      double second0 = 0;
      double otherSquare = 0;
      double first1 = 0;
      double second1 = 0;
      int f = 0;
      for (; f + 2 <= d; f += 2) {
        double x = values[start + f] - mean[f];
        double y = values[start + f + 1] - mean[f + 1];
        centred[to + f] = x;
        centred[to + f + 1] = y;
        square = Math.fma(x, x, square);
        first0 = Math.fma(x, vectors[f], first0);
        second0 = Math.fma(x, vectors[second + f], second0);
        otherSquare = Math.fma(y, y, otherSquare);
        first1 = Math.fma(y, vectors[f + 1], first1);
        second1 = Math.fma(y, vectors[second + f + 1], second1);
      }
      if (f < d) {
        double x = values[start + f] - mean[f];
        centred[to + f] = x;
        square = Math.fma(x, x, square);
        first0 = Math.fma(x, vectors[f], first0);
        second0 = Math.fma(x, vectors[second + f], second0);
      }
      weights[r] = first0 + first1;
      if (count > 1) {
        weights[FUSED + r] = second0 + second1;
      }
      return square + otherSquare;
    }
  }
}
