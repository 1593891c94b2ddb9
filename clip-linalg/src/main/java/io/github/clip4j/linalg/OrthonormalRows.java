package io.github.clip4j.linalg;

/** Rows {@code [k, d]} that are made orthonormal one after the other. */
final class OrthonormalRows {
  private static final double SPAN = 1e-12;
  private static final double LARGE = Math.sqrt(0.5);

  private final double[][] rows;

  OrthonormalRows(double[][] rows) {
    this.rows = rows;
  }

  /**
   * Makes a row orthogonal to those before it, by Gram-Schmidt, and of unit length. What is left is
   * treated once more where it is small: twice is enough (Parlett, The Symmetric Eigenvalue
   * Problem, section 6.9, after Kahan).
   *
   * @return the share of its length that was left; 0 if it lies in their span, up to rounding
   */
  double orthonormalise(int row) {
    if (normalise(row) == 0) {
      return 0;
    }
    double share = 1;
    double left = 0;
    for (int pass = 0; pass < 2 && left < LARGE; pass++) {
      for (int other = 0; other < row; other++) {
        double[] before = rows[other];
        addMultiple(before, -Vectors.dot(rows[row], before), rows[row]);
      }
      left = normalise(row);
      if (left < SPAN) {
        return 0;
      }
      share *= left;
    }
    return share;
  }

  /**
   * Takes a part off a row.
   *
   * @return the share of its length that was left; 0 if that is next to nothing
   */
  double subtract(int row, double[] part) {
    double before = length(row);
    addMultiple(part, -1, rows[row]);
    double after = length(row);
    return after > SPAN * before ? after / before : 0;
  }

  /** Sets a row to a unit vector orthogonal to those before it, where no data determines one. */
  void complete(int row) {
    int axis = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < rows[row].length; j++) {
      double covered = 0;
      for (int other = 0; other < row; other++) {
        double entry = rows[other][j];
        covered += entry * entry;
      }
      if (covered < least) {
        least = covered;
        axis = j;
      }
    }
    rows[row][axis] = 1;
    orthonormalise(row);
  }

  private static void addMultiple(double[] row, double factor, double[] to) {
    for (int j = 0; j < to.length; j++) {
      to[j] += factor * row[j];
    }
  }

  private double normalise(int row) {
    double length = length(row);
    if (length > 0) {
      double[] entries = rows[row];
      for (int j = 0; j < entries.length; j++) {
        entries[j] /= length;
      }
    }
    return length;
  }

  private double length(int row) {
    return Math.sqrt(Vectors.dot(rows[row], rows[row]));
  }
}
