package io.github.clip4j.linalg;

import java.util.SplittableRandom;

/** Random rows, drawn with replacement, copied together. */
final class Batches {
  private static final int STARTS = 3;

  private final Rows rows;
  private final SplittableRandom random;
  private final int size;
  private final int startSize;

  Batches(Rows rows, SplittableRandom random, int size, int clusters) {
    this.rows = rows;
    this.random = random.split();
    this.size = size;
    this.startSize = Math.max(STARTS * size, STARTS * clusters);
  }

  int size() {
    return size;
  }

  int total() {
    return rows.count();
  }

  /** The rows of one step, {@code [size, d]}. */
  Rows draw() {
    return draw(size);
  }

  /** The rows among which the centres start: {@code init_size} of scikit-learn, or all. */
  Rows start() {
    return startSize >= rows.count() ? rows : draw(startSize);
  }

  private Rows draw(int count) {
    int d = rows.dimension();
    float[] values = new float[Math.multiplyExact(count, d)];
    float[] row = new float[d];
    for (int i = 0; i < count; i++) {
      // 32 random bits times n, shifted back: uniform up to n parts in 2^32.
      int drawn = (int) (((random.nextLong() >>> 32) * rows.count()) >>> 32);
      Blocks.read(rows, drawn, 1, row);
      System.arraycopy(row, 0, values, i * d, d);
    }
    return Rows.of(values, d);
  }
}
