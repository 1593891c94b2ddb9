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
      Arrays.fill(weights, 0);
      int r = 0;
      for (; r + 4 <= filled; r += 4) {
        sum[count * d] += centreFour(values, start + r * d, r);
      }
      for (; r < filled; r++) {
        sum[count * d] += centre(values, start + r * d, r);
      }
      for (int c = 0; c < count; c++) {
        if (c > 1) {
          for (int row = 0; row < filled; row++) {
            weights[c * FUSED + row] = Vectors.dot(centred, row * d, vectors, c * d, d);
          }
        }
        FusedProducts.fuse(centred, 0, d, d, weights, c * FUSED, 1, sum, c * d);
      }
    }

    /** Centres a row, multiplies it by the first two vectors, and returns its squared length. */
    private double centre(float[] values, int start, int r) {
      int second = count > 1 ? d : 0;
      double square = 0;
      double a = 0;
      double b = 0;
      for (int f = 0; f < d; f++) {
        double x = values[start + f] - mean[f];
        centred[r * d + f] = x;
        square = Math.fma(x, x, square);
        a = Math.fma(x, vectors[f], a);
        b = Math.fma(x, vectors[second + f], b);
      }
      weigh(r, a, b);
      return square;
    }

    /** As {@link #centre} of four rows: twelve sums that do not wait for each other. */
    private double centreFour(float[] values, int start, int r) {
      int second = count > 1 ? d : 0;
      int to0 = r * d;
      int to1 = to0 + d;
      int to2 = to1 + d;
      int to3 = to2 + d;
      double square0 = 0;
      double square1 = 0;
      double square2 = 0;
      double square3 = 0;
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      double b0 = 0;
      double b1 = 0;
      double b2 = 0;
      double b3 = 0;
      for (int f = 0; f < d; f++) {
        double m = mean[f];
        double v = vectors[f];
        double w = vectors[second + f];
        double x0 = values[start + f] - m;
        double x1 = values[start + d + f] - m;
        double x2 = values[start + 2 * d + f] - m;
        double x3 = values[start + 3 * d + f] - m;
        centred[to0 + f] = x0;
        centred[to1 + f] = x1;
        centred[to2 + f] = x2;
        centred[to3 + f] = x3;
        square0 = Math.fma(x0, x0, square0);
        square1 = Math.fma(x1, x1, square1);
        square2 = Math.fma(x2, x2, square2);
        square3 = Math.fma(x3, x3, square3);
        a0 = Math.fma(x0, v, a0);
        a1 = Math.fma(x1, v, a1);
        a2 = Math.fma(x2, v, a2);
        a3 = Math.fma(x3, v, a3);
        b0 = Math.fma(x0, w, b0);
        b1 = Math.fma(x1, w, b1);
        b2 = Math.fma(x2, w, b2);
        b3 = Math.fma(x3, w, b3);
      }
      weigh(r, a0, b0);
      weigh(r + 1, a1, b1);
      weigh(r + 2, a2, b2);
      weigh(r + 3, a3, b3);
      return (square0 + square1) + (square2 + square3);
    }

    private void weigh(int r, double first, double second) {
      weights[r] = first;
      if (count > 1) {
        weights[FUSED + r] = second;
      }
    }
  }
}
