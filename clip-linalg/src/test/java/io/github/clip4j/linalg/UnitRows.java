package io.github.clip4j.linalg;

import java.util.Random;

/** Seeded unit vectors, some of them repeated. */
final class UnitRows {
  private UnitRows() {}

  /** {@code [n, d]}; the rows from {@code n - repeated} on repeat those from 0 on. */
  static float[] random(int n, int d, int repeated, long seed) {
    Random random = new Random(seed);
    float[] values = new float[n * d];
    for (int row = 0; row < n; row++) {
      if (row >= n - repeated) {
        System.arraycopy(values, (row - n + repeated) * d, values, row * d, d);
        continue;
      }
      double sum = 0;
      double[] vector = new double[d];
      for (int i = 0; i < d; i++) {
        vector[i] = random.nextGaussian();
        sum += vector[i] * vector[i];
      }
      for (int i = 0; i < d; i++) {
        values[row * d + i] = (float) (vector[i] / Math.sqrt(sum));
      }
    }
    return values;
  }

  /** The dot product in float64, as float32. */
  static float cosine(float[] values, int d, int row, float[] others, int other) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      sum += (double) values[row * d + i] * others[other * d + i];
    }
    return (float) sum;
  }
}
