package io.github.clip4j.linalg;

/** Rows {@code [k, d]} that are made orthonormal one after the other. */
final class OrthonormalRows {
  private static final double SPAN = 1e-12;
  private static final double LARGE = Math.sqrt(0.5);

  private final double[] rows;
  private final int dimension;

  OrthonormalRows(double[] rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
  }

  /**
   * Makes a row orthogonal to those before it, by Gram-Schmidt, and of unit length; false if it
   * lies in their span, up to rounding. What is left is treated once more where it is small: twice
   * is enough (Parlett, The Symmetric Eigenvalue Problem, section 6.9, after Kahan).
   */
  boolean orthonormalise(int row) {
    if (normalise(row) == 0) {
      return false;
    }
    double left = 0;
    for (int pass = 0; pass < 2 && left < LARGE; pass++) {
      for (int other = 0; other < row; other++) {
        subtract(row, other);
      }
      left = normalise(row);
      if (left < SPAN) {
        return false;
      }
    }
    return true;
  }

  /** Takes a part off a row, {@code [rows, d]} like the rows; false if next to nothing is left. */
  boolean subtract(int row, double[] parts) {
    int start = row * dimension;
    double before = length(start);
    for (int j = start; j < start + dimension; j++) {
      rows[j] -= parts[j];
    }
    return length(start) > SPAN * before;
  }

  /** Sets a row to a unit vector orthogonal to those before it, where no data determines one. */
  void complete(int row) {
    int axis = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < dimension; j++) {
      double covered = 0;
      for (int other = 0; other < row; other++) {
        double entry = rows[other * dimension + j];
        covered += entry * entry;
      }
      if (covered < least) {
        least = covered;
        axis = j;
      }
    }
    rows[row * dimension + axis] = 1;
    orthonormalise(row);
  }

  private void subtract(int row, int other) {
    int to = row * dimension;
    int from = other * dimension;
    double share = Vectors.dot(rows, to, rows, from, dimension);
    for (int j = 0; j < dimension; j++) {
      rows[to + j] -= share * rows[from + j];
    }
  }

  private double normalise(int row) {
    int start = row * dimension;
    double length = length(start);
    if (length > 0) {
      for (int j = start; j < start + dimension; j++) {
        rows[j] /= length;
      }
    }
    return length;
  }

  private double length(int start) {
    return Math.sqrt(Vectors.dot(rows, start, rows, start, dimension));
  }
}
