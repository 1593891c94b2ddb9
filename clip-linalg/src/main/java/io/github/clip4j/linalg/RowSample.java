package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Some rows, evenly spaced over all, that show roughly where the principal axes lie. */
final class RowSample {
  private static final int LEAST = 512;
  private static final int MOST = 2048;
  private static final int SHARE = 16;

  // As a share of their length: so little changes nothing but vectors that depend on each other.
  private static final double NOISE = 1e-4;

  private final Rows rows;
  private final int of;

  private RowSample(Rows rows, int of) {
    this.rows = rows;
    this.of = of;
  }

  /** Copies a sixteenth of the rows, but at least and at most what is worth it. */
  static RowSample of(Rows all) {
    int n = all.count();
    int d = all.dimension();
    int count = Math.min(n, Math.max(LEAST, Math.min(MOST, n / SHARE)));
    FloatBuffer values = FloatBuffer.allocate(count * d);
    for (int i = 0; i < count; i++) {
      all.copy((int) ((long) i * n / count), 1, values);
    }
    return new RowSample(Rows.of(values.array(), d), n);
  }

  Rows rows() {
    return rows;
  }

  /** Whether a few passes over the sample cost less than one over all rows. */
  boolean isSmall() {
    return 8L * rows.count() <= of;
  }

  /**
   * Sums of the centred rows with random signs: what half a multiplication by their matrix of
   * products makes of random vectors, for next to nothing.
   */
  double[][] sums(double[] mean, int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[][] sums = new double[count][mean.length];
    float[] row = new float[mean.length];
    for (int i = 0; i < rows.count(); i++) {
      Blocks.read(rows, i, 1, row);
      double sign = random.nextBoolean() ? 1 : -1;
      double[] sum = sums[i % count];
      for (int f = 0; f < row.length; f++) {
        sum[f] += sign * (row[f] - mean[f]);
      }
    }
    for (double[] sum : sums) {
      double length = Math.sqrt(Vectors.dot(sum, sum));
      double noise = length > 0 ? length * NOISE : 1;
      for (int f = 0; f < sum.length; f++) {
        sum[f] += noise * random.nextLong() * 0x1p-63;
      }
    }
    return sums;
  }
}
