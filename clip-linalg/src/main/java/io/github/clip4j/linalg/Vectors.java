package io.github.clip4j.linalg;

import org.ejml.data.FMatrixRMaj;

/** Single float64 vectors and their way into float32. */
final class Vectors {
  private Vectors() {}

  static void checkDimension(Rows rows, int expected, String what) {
    if (rows.dimension() != expected) {
      throw new IllegalArgumentException(
          "expected rows of " + expected + " " + what + ", got " + rows.dimension());
    }
  }

  static float[] toFloats(double[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  static FMatrixRMaj toMatrix(double[] values, int rows, int columns) {
    FMatrixRMaj matrix = new FMatrixRMaj();
    matrix.data = toFloats(values);
    matrix.numRows = rows;
    matrix.numCols = columns;
    return matrix;
  }

  /** Σ (x[i] - y[i])² of the vectors that start at the offsets. */
  static double squaredDistance(float[] x, int xStart, double[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      double d0 = x[xStart + i] - y[yStart + i];
      double d1 = x[xStart + i + 1] - y[yStart + i + 1];
      double d2 = x[xStart + i + 2] - y[yStart + i + 2];
      double d3 = x[xStart + i + 3] - y[yStart + i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < length; i++) {
      double d = x[xStart + i] - y[yStart + i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }

  static double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 += x[xStart + i] * y[yStart + i];
      s1 += x[xStart + i + 1] * y[yStart + i + 1];
      s2 += x[xStart + i + 2] * y[yStart + i + 2];
      s3 += x[xStart + i + 3] * y[yStart + i + 3];
    }
    for (; i < length; i++) {
      s0 += x[xStart + i] * y[yStart + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
