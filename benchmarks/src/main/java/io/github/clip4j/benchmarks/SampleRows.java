package io.github.clip4j.benchmarks;

import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;

/** Vectors that are grouped like embeddings: unit vectors scattered around a few directions. */
final class SampleRows {
  private static final int GROUPS = 10;
  private static final double SCATTER = 0.6;

  private SampleRows() {}

  /** {@code [n, d]}, L2-normalised, the same for the same arguments. */
  static FMatrixRMaj grouped(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] directions = new double[GROUPS][];
    for (int g = 0; g < GROUPS; g++) {
      directions[g] = unit(gaussians(d, random));
    }
    FMatrixRMaj rows = new FMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      double[] noise = unit(gaussians(d, random));
      double[] direction = directions[random.nextInt(GROUPS)];
      double[] row = new double[d];
      for (int j = 0; j < d; j++) {
        row[j] = direction[j] + SCATTER * noise[j];
      }
      double[] vector = unit(row);
      for (int j = 0; j < d; j++) {
        rows.unsafe_set(i, j, (float) vector[j]);
      }
    }
    return rows;
  }

  private static double[] gaussians(int d, SplittableRandom random) {
    double[] values = new double[d];
    for (int j = 0; j < d; j++) {
      values[j] = random.nextGaussian();
    }
    return values;
  }

  private static double[] unit(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    double norm = Math.sqrt(sum);
    double[] result = new double[values.length];
    for (int j = 0; j < values.length; j++) {
      result[j] = values[j] / norm;
    }
    return result;
  }
}
