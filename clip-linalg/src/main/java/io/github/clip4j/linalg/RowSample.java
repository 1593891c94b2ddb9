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

  // So that sums of that many rows stay in the range of float32 where the rows do.
  private static final float SCALE = 0x1p-12f;

  private final Rows all;
  private final int count;

  private RowSample(Rows all, int count) {
    this.all = all;
    this.count = count;
  }

  /** A sixteenth of the rows, but at least and at most what is worth it. */
  static RowSample of(Rows all) {
    int n = all.count();
    return new RowSample(all, Math.min(n, Math.max(LEAST, Math.min(MOST, n / SHARE))));
  }

  /** A copy of the rows. */
  Rows rows() {
    FloatBuffer values = FloatBuffer.allocate(count * all.dimension());
    for (int i = 0; i < count; i++) {
      all.copy(number(i), 1, values);
    }
    return Rows.of(values.array(), all.dimension());
  }

  /** The place of a row of the sample among all. */
  private int number(int i) {
    return (int) ((long) i * all.count() / count);
  }

  /** Whether a few passes over the sample cost less than one over all rows. */
  boolean isSmall() {
    return 8L * count <= all.count();
  }

  /**
   * Sums of the centred rows with random signs: what half a multiplication by their matrix of
   * products makes of random vectors, for next to nothing. In float32, as a start may be.
   */
  double[][] sums(double[] mean, int vectors) {
    SplittableRandom random = new SplittableRandom(vectors);
    float[][] rounded = new float[vectors][mean.length];
    float[] row = new float[mean.length];
    float[] centre = new float[mean.length];
    for (int f = 0; f < centre.length; f++) {
      centre[f] = (float) (mean[f] * SCALE);
    }
    for (int i = 0; i < count; i++) {
      Blocks.read(all, number(i), 1, row);
      add(random.nextBoolean() ? 1 : -1, row, centre, rounded[i % vectors]);
    }
    double[][] sums = new double[vectors][mean.length];
    for (int c = 0; c < vectors; c++) {
      double[] sum = sums[c];
      for (int f = 0; f < sum.length; f++) {
        sum[f] = rounded[c][f];
      }
      double length = Math.sqrt(Vectors.dot(sum, sum));
      double noise = length > 0 ? length * NOISE : 1;
      for (int f = 0; f < sum.length; f++) {
        sum[f] += noise * random.nextLong() * 0x1p-63;
      }
    }
    return sums;
  }

  private static void add(float sign, float[] row, float[] centre, float[] sum) {
    for (int f = 0; f < sum.length; f++) {
      sum[f] += sign * (row[f] * SCALE - centre[f]);
    }
  }
}
