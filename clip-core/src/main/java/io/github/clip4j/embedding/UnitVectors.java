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
    double sum = squaredNorm(values, offset, length);
    if (!Double.isFinite(sum)) {
      return false;
    }
    double norm = sum == 0 ? 1 : Math.sqrt(sum);
    for (int i = offset; i < offset + length; i++) {
      values[i] = (float) (values[i] / norm);
    }
    return true;
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
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) x[xStart + i] * y[yStart + i];
    }
    return (float) sum;
  }
}
