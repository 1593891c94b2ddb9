package io.github.clip4j.benchmarks;

import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;

/** Vectors that are grouped like embeddings: unit vectors scattered around ten directions. */
final class SampleRows {
  private static final int GROUPS = 10;
  private static final double SCATTER = 1.2;
  private static final double COMMON = 1.5;

  private SampleRows() {}

  /** {@code [n, 512]} of a folder that the peers read too, or else made here. */
  static FMatrixRMaj rows(int n, String folder) throws IOException {
    return folder.isEmpty() ? grouped(n, 512, 1) : read(n, folder, "rows").toMatrix();
  }

  /** Ten initial centres {@code [10, 512]}: some of the rows. */
  static FMatrixRMaj centres(FMatrixRMaj rows, String folder) throws IOException {
    if (!folder.isEmpty()) {
      return read(rows.numRows, folder, "centres").toMatrix();
    }
    FMatrixRMaj centres = new FMatrixRMaj(GROUPS, rows.numCols);
    for (int i = 0; i < GROUPS; i++) {
      int row = i * (rows.numRows / GROUPS);
      System.arraycopy(rows.data, row * rows.numCols, centres.data, i * rows.numCols, rows.numCols);
    }
    return centres;
  }

  /** A group for each row. */
  static int[] labels(int n, String folder) throws IOException {
    if (!folder.isEmpty()) {
      return read(n, folder, "labels").toInts();
    }
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % GROUPS;
    }
    return labels;
  }

  private static NpyArray read(int n, String folder, String kind) throws IOException {
    return NpyArray.read(Path.of(folder, kind + "_" + n + ".npy"));
  }

  /** {@code [n, d]}, L2-normalised, the same for the same arguments; row i is of group i mod 10. */
  static FMatrixRMaj grouped(int n, int d, long seed) {
    return grouped(n, d, seed, new SplittableRandom(seed + 1));
  }

  /** Rows from a number on of a matrix of as many as are asked for, {@code [count, 512]}. */
  static FMatrixRMaj chunk(int first, int count) {
    return grouped(count, 512, 1, new SplittableRandom(first));
  }

  private static FMatrixRMaj grouped(int n, int d, long seed, SplittableRandom random) {
    SplittableRandom common = new SplittableRandom(seed);
    double[][] directions = new double[GROUPS][];
    double[] shared = gaussians(d, common);
    for (int g = 0; g < GROUPS; g++) {
      directions[g] = gaussians(d, common);
    }
    FMatrixRMaj rows = new FMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      double[] row = gaussians(d, random);
      for (int j = 0; j < d; j++) {
        row[j] = directions[i % GROUPS][j] + SCATTER * row[j] + COMMON * shared[j];
      }
      double norm = norm(row);
      for (int j = 0; j < d; j++) {
        rows.unsafe_set(i, j, (float) (row[j] / norm));
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

  private static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
