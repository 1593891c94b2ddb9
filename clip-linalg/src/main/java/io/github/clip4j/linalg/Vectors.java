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

  /** Equally long rows, one after the other. */
  static float[] toFloats(double[][] rows) {
    int d = rows[0].length;
    float[] rounded = new float[rows.length * d];
    for (int r = 0; r < rows.length; r++) {
      for (int f = 0; f < d; f++) {
        rounded[r * d + f] = (float) rows[r][f];
      }
    }
    return rounded;
  }

  static FMatrixRMaj toMatrix(double[][] rows) {
    FMatrixRMaj matrix = new FMatrixRMaj();
    matrix.data = toFloats(rows);
    matrix.numRows = rows.length;
    matrix.numCols = rows[0].length;
    return matrix;
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
      s0 = Math.fma(d0, d0, s0);
      s1 = Math.fma(d1, d1, s1);
      s2 = Math.fma(d2, d2, s2);
      s3 = Math.fma(d3, d3, s3);
    }
    for (; i < length; i++) {
      double d = x[xStart + i] - y[yStart + i];
      s0 = Math.fma(d, d, s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ (x[i] - y[i])² of the vectors that start at the offsets. */
  static double squaredDistance(float[] x, int xStart, float[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      double d0 = (double) x[xStart + i] - y[yStart + i];
      double d1 = (double) x[xStart + i + 1] - y[yStart + i + 1];
      double d2 = (double) x[xStart + i + 2] - y[yStart + i + 2];
      double d3 = (double) x[xStart + i + 3] - y[yStart + i + 3];
      s0 = Math.fma(d0, d0, s0);
      s1 = Math.fma(d1, d1, s1);
      s2 = Math.fma(d2, d2, s2);
      s3 = Math.fma(d3, d3, s3);
    }
    for (; i < length; i++) {
      double d = (double) x[xStart + i] - y[yStart + i];
      s0 = Math.fma(d, d, s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ x[i]² of a vector that starts at the offset. */
  static double square(float[] x, int start, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      int at = start + i;
      double x0 = x[at];
      double x1 = x[at + 1];
      double x2 = x[at + 2];
      double x3 = x[at + 3];
      double x4 = x[at + 4];
      double x5 = x[at + 5];
      double x6 = x[at + 6];
      double x7 = x[at + 7];
      s0 = Math.fma(x0, x0, s0);
      s1 = Math.fma(x1, x1, s1);
      s2 = Math.fma(x2, x2, s2);
      s3 = Math.fma(x3, x3, s3);
      s4 = Math.fma(x4, x4, s4);
      s5 = Math.fma(x5, x5, s5);
      s6 = Math.fma(x6, x6, s6);
      s7 = Math.fma(x7, x7, s7);
    }
    for (; i < length; i++) {
      double rest = x[start + i];
      s0 = Math.fma(rest, rest, s0);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /** Σ (x[i] - y[i])² of the vectors that start at the offsets. */
  static double squaredDistance(double[] x, int xStart, double[] y, int yStart, int length) {
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
      s0 = Math.fma(d0, d0, s0);
      s1 = Math.fma(d1, d1, s1);
      s2 = Math.fma(d2, d2, s2);
      s3 = Math.fma(d3, d3, s3);
    }
    for (; i < length; i++) {
      double d = x[xStart + i] - y[yStart + i];
      s0 = Math.fma(d, d, s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ x[i] · y[i] of vectors of the same length. */
  static double dot(double[] x, double[] y) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i + 8 <= x.length; i += 8) {
      s0 = Math.fma(x[i], y[i], s0);
      s1 = Math.fma(x[i + 1], y[i + 1], s1);
      s2 = Math.fma(x[i + 2], y[i + 2], s2);
      s3 = Math.fma(x[i + 3], y[i + 3], s3);
      s4 = Math.fma(x[i + 4], y[i + 4], s4);
      s5 = Math.fma(x[i + 5], y[i + 5], s5);
      s6 = Math.fma(x[i + 6], y[i + 6], s6);
      s7 = Math.fma(x[i + 7], y[i + 7], s7);
    }
    for (; i < x.length; i++) {
      s0 = Math.fma(x[i], y[i], s0);
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  static double dot(double[] x, int xStart, double[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 = Math.fma(x[xStart + i], y[yStart + i], s0);
      s1 = Math.fma(x[xStart + i + 1], y[yStart + i + 1], s1);
      s2 = Math.fma(x[xStart + i + 2], y[yStart + i + 2], s2);
      s3 = Math.fma(x[xStart + i + 3], y[yStart + i + 3], s3);
    }
    for (; i < length; i++) {
      s0 = Math.fma(x[xStart + i], y[yStart + i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ x[i] · y[i] of the vectors that start at the offsets; each product is exact. */
  static double dot(float[] x, int xStart, float[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      s0 += (double) x[xStart + i] * y[yStart + i];
      s1 += (double) x[xStart + i + 1] * y[yStart + i + 1];
      s2 += (double) x[xStart + i + 2] * y[yStart + i + 2];
      s3 += (double) x[xStart + i + 3] * y[yStart + i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) x[xStart + i] * y[yStart + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
