package io.github.clip4j.linalg;

import java.util.Arrays;

/**
 * The mean of each column, after a check that every value is a finite number: in pairs of float32
 * for some rows, which the compiler of JDK 17 makes vectors of, and in float64 over them.
 */
final class ColumnMean {
  // Of so few, the errors that the low halves collect are themselves summed to twelve digits.
  private static final int COLLECTED = 128;

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
          BlockValues values = new BlockValues(rows, blocks.most());
          PairedSums collected = new PairedSums(1, d);
          return part -> sum(values, blocks, part, collected, partial[part]);
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

  private static void sum(
      BlockValues values, Blocks blocks, int part, PairedSums collected, double[] sum) {
    for (int block = blocks.firstOfPart(part); block < blocks.firstOfPart(part + 1); block++) {
      int size = blocks.size(block);
      values.go(blocks.first(block), size);
      for (int i = 0; i < size; i += COLLECTED) {
        add(values.array(), values.start(i), Math.min(COLLECTED, size - i), collected, sum);
      }
    }
  }

  private static void add(
      float[] values, int start, int count, PairedSums collected, double[] sum) {
    int d = sum.length;
    double[] some = new double[d];
    for (int i = 0; i < count; i++) {
      collected.add(values, start + i * d, 1, 0);
    }
    collected.flush(some);
    if (!Arrays.stream(some).allMatch(Double::isFinite)) {
      // Perhaps the sums alone left the range of float32.
      Arrays.fill(some, 0);
      for (int i = 0; i < count * d; i++) {
        some[i % d] += values[start + i];
      }
    }
    for (int j = 0; j < d; j++) {
      sum[j] += some[j];
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
