package io.github.clip4j.embedding;

/** Float32 vectors and their norm. */
final class UnitVectors {
  private UnitVectors() {}

  /**
   * Divides by the L2 norm, accumulated in double precision; a zero vector stays as it is
   * (clip-retrieval's rule).
   *
   * @return whether all entries were finite; if not, nothing was changed
   */
  static boolean normalize(float[] values, int offset, int length) {
    double norm = norm(values, offset, length);
    if (!Double.isFinite(norm)) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      values[i] = (float) (values[i] / norm);
    }
    return true;
  }

  /** What to divide by: the L2 norm, 1 for a zero vector; not finite where an entry is not. */
  static double norm(float[] values, int offset, int length) {
    double sum = squaredNorm(values, offset, length);
    return sum == 0 ? 1 : Math.sqrt(sum);
  }

  /** Σ x², in double precision; not finite where an entry is not. */
  static double squaredNorm(float[] values, int offset, int length) {
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  /** The dot product, summed in double precision, as float32. */
  static float dot(float[] x, int xStart, float[] y, int yStart, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    // Four sums, since an addition takes as long as four that do not wait for each other.
    for (; i + 4 <= length; i += 4) {
      s0 += (double) x[xStart + i] * y[yStart + i];
      s1 += (double) x[xStart + i + 1] * y[yStart + i + 1];
      s2 += (double) x[xStart + i + 2] * y[yStart + i + 2];
      s3 += (double) x[xStart + i + 3] * y[yStart + i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) x[xStart + i] * y[yStart + i];
    }
    return (float) ((s0 + s1) + (s2 + s3));
  }
}
