package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * What {@code (X - mean)ᵀ(X - mean)} of rows does to few vectors, in float64 throughout, and its
 * trace: the check of what was found in float32.
 */
final class ExactProducts implements LeadingEigen.Operator {
  private static final int FUSED = FusedProducts.FUSED;

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
  public void apply(double[][] vectors, double[][] images) {
    int d = mean.length;
    Blocks parts = new Blocks(rows.count(), d, (long) vectors.length * d);
    double[][][] sums = new double[parts.parts()][vectors.length][d];
    double[] traces = new double[parts.parts()];
    workers.forEach(parts.parts(), () -> new PartTask(parts, vectors, sums, traces));
    trace = 0;
    for (double part : traces) {
      trace += part;
    }
    for (int c = 0; c < vectors.length; c++) {
      Arrays.fill(images[c], 0);
      for (double[][] part : sums) {
        for (int f = 0; f < d; f++) {
          images[c][f] += part[c][f];
        }
      }
    }
  }

  /** Adds up the rows of parts, four at a time. */
  private final class PartTask implements Workers.Task {
    private final int d = mean.length;
    private final Blocks parts;
    private final double[][] vectors;
    private final double[][][] sums;
    private final double[] traces;
    private final BlockValues values;
    private final double[][] centred = new double[FUSED][d];
    private final double[] squares = new double[mean.length];
    private final double[][] weights;

    PartTask(Blocks parts, double[][] vectors, double[][][] sums, double[] traces) {
      this.parts = parts;
      this.vectors = vectors;
      this.sums = sums;
      this.traces = traces;
      this.weights = new double[vectors.length][FUSED];
      this.values = new BlockValues(rows, parts.most());
    }

    @Override
    public void run(int part) {
      Arrays.fill(squares, 0);
      for (int b = parts.firstOfPart(part); b < parts.firstOfPart(part + 1); b++) {
        int size = parts.size(b);
        values.go(parts.first(b), size);
        for (int i = 0; i < size; i += FUSED) {
          for (int r = 0; r < FUSED; r++) {
            if (i + r < size) {
              centre(values.array(), values.start(i + r), mean, centred[r]);
            } else {
              Arrays.fill(centred[r], 0);
            }
          }
          addSquares(centred, squares);
          add(sums[part]);
        }
      }
      traces[part] = Arrays.stream(squares).sum();
    }

    /** Adds the products of the centred rows with the vectors, times the rows. */
    private void add(double[][] sum) {
      for (int c = 0; c < vectors.length; c += 2) {
        int next = Math.min(c + 1, vectors.length - 1);
        multiply(vectors[c], vectors[next], weights[c], weights[next]);
      }
      for (int c = 0; c < vectors.length; c++) {
        double[] w = weights[c];
        FusedProducts.fuse(centred, 0, w[0], w[1], w[2], w[3], sum[c], 0);
      }
    }

    /** The products of the centred rows with two vectors: eight sums that do not wait. */
    private void multiply(double[] v, double[] w, double[] ofV, double[] ofW) {
      double[] x0 = centred[0];
      double[] x1 = centred[1];
      double[] x2 = centred[2];
      double[] x3 = centred[3];
      double a0 = 0;
      double a1 = 0;
      double a2 = 0;
      double a3 = 0;
      double b0 = 0;
      double b1 = 0;
      double b2 = 0;
      double b3 = 0;
      for (int f = 0; f < d; f++) {
        double a = v[f];
        double b = w[f];
        a0 = Math.fma(x0[f], a, a0);
        a1 = Math.fma(x1[f], a, a1);
        a2 = Math.fma(x2[f], a, a2);
        a3 = Math.fma(x3[f], a, a3);
        b0 = Math.fma(x0[f], b, b0);
        b1 = Math.fma(x1[f], b, b1);
        b2 = Math.fma(x2[f], b, b2);
        b3 = Math.fma(x3[f], b, b3);
      }
      ofV[0] = a0;
      ofV[1] = a1;
      ofV[2] = a2;
      ofV[3] = a3;
      ofW[0] = b0;
      ofW[1] = b1;
      ofW[2] = b2;
      ofW[3] = b3;
    }
  }

  /** One row after the other, in the order in which memory is fetched ahead. */
  private static void centre(float[] values, int start, double[] mean, double[] to) {
    for (int f = 0; f < to.length; f++) {
      to[f] = values[start + f] - mean[f];
    }
  }

  private static void addSquares(double[][] rows, double[] squares) {
    double[] x = rows[0];
    double[] y = rows[1];
    double[] z = rows[2];
    double[] w = rows[3];
    for (int f = 0; f < squares.length; f++) {
      double s = Math.fma(x[f], x[f], squares[f]);
      s = Math.fma(y[f], y[f], s);
      s = Math.fma(z[f], z[f], s);
      squares[f] = Math.fma(w[f], w[f], s);
    }
  }
}
