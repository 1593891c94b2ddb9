package io.github.clip4j.linalg;

/** The mean of each column, in float64, after a check that every value is a finite number. */
final class ColumnMean {
  private ColumnMean() {}

  /**
   * @throws IllegalArgumentException if there is no row or column, or a value is NaN or infinite
   */
  static double[] of(Rows rows, Workers workers) {
    checkNotEmpty(rows);
    int n = rows.count();
    int d = rows.dimension();
    Blocks blocks = new Blocks(n, d, d);
    double[][] partial = new double[blocks.parts()][d];
    workers.forEach(
        blocks.parts(),
        () -> {
          float[] values = new float[blocks.most() * d];
          return part -> sum(rows, blocks, part, values, partial[part]);
        });
    double[] mean = partial[0];
    for (int part = 1; part < partial.length; part++) {
      for (int j = 0; j < d; j++) {
        mean[j] += partial[part][j];
      }
    }
    for (int j = 0; j < d; j++) {
      if (!Double.isFinite(mean[j])) {
        throw notFinite(rows);
      }
      mean[j] /= n;
    }
    return mean;
  }

  private static void sum(Rows rows, Blocks blocks, int part, float[] values, double[] sum) {
    int d = sum.length;
    for (int block = blocks.firstOfPart(part); block < blocks.firstOfPart(part + 1); block++) {
      int size = blocks.size(block);
      Blocks.read(rows, blocks.first(block), size, values);
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < d; j++) {
          sum[j] += values[i * d + j];
        }
      }
    }
  }

  static void checkNotEmpty(Rows rows) {
    if (rows.count() == 0 || rows.dimension() == 0) {
      throw new IllegalArgumentException(
          "expected at least one row and one column, got "
              + rows.count()
              + " rows of "
              + rows.dimension());
    }
  }

  static IllegalArgumentException notFinite(float value, int row, int column) {
    return new IllegalArgumentException(
        "expected finite values, got " + value + " in row " + row + ", column " + column);
  }

  private static IllegalArgumentException notFinite(Rows rows) {
    int d = rows.dimension();
    float[] row = new float[d];
    for (int i = 0; i < rows.count(); i++) {
      Blocks.read(rows, i, 1, row);
      for (int j = 0; j < d; j++) {
        if (!Float.isFinite(row[j])) {
          return notFinite(row[j], i, j);
        }
      }
    }
    throw new IllegalStateException("the rows changed while they were read");
  }
}
