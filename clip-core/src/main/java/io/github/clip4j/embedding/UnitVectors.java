package io.github.clip4j.embedding;

/** L2 normalisation of float32 vectors in place. */
final class UnitVectors {
  private UnitVectors() {}

  /**
   * Divides by the L2 norm, accumulated in double precision; a zero vector stays as it is
   * (clip-retrieval's rule).
   *
   * @return whether all entries were finite; if not, nothing was changed
   */
  static boolean normalize(float[] values, int offset, int length) {
    double sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += (double) values[i] * values[i];
    }
    if (!Double.isFinite(sum)) {
      return false;
    }
    double norm = sum == 0 ? 1 : Math.sqrt(sum);
    for (int i = offset; i < offset + length; i++) {
      values[i] = (float) (values[i] / norm);
    }
    return true;
  }
}
