package io.github.clip4j.embedding;

import io.github.clip4j.linalg.Rows;
import java.nio.FloatBuffer;
import java.util.List;

/** Rows of any norm, read as unit vectors; a zero vector stays zero. */
final class NormalizedRows implements Rows {
  private static final int ROWS_AT_A_TIME = 256;

  /** What the norm of a vector may be off by that another float32 program normalised. */
  private static final double TOLERANCE = 1e-6;

  private final Rows rows;

  private NormalizedRows(Rows rows) {
    this.rows = rows;
  }

  /**
   * The rows themselves if all have norm 1 or 0, else a view that normalises them. Reads all rows.
   *
   * @param ids one a row, for the message
   * @throws IllegalArgumentException if an entry is NaN or infinite
   */
  static Rows of(Rows rows, List<String> ids) {
    int d = rows.dimension();
    float[] block = new float[Math.multiplyExact(Math.min(ROWS_AT_A_TIME, rows.count()), d)];
    boolean unit = true;
    for (int first = 0; first < rows.count(); first += ROWS_AT_A_TIME) {
      int size = Math.min(ROWS_AT_A_TIME, rows.count() - first);
      rows.copy(first, size, FloatBuffer.wrap(block));
      for (int i = 0; i < size; i++) {
        double norm = Math.sqrt(UnitVectors.squaredNorm(block, i * d, d));
        Embeddings.requireFinite(Double.isFinite(norm), ids.get(first + i));
        unit &= norm == 0 || Math.abs(norm - 1) <= TOLERANCE;
      }
    }
    return unit ? rows : new NormalizedRows(rows);
  }

  @Override
  public int count() {
    return rows.count();
  }

  @Override
  public int dimension() {
    return rows.dimension();
  }

  @Override
  public void copy(int first, int size, FloatBuffer destination) {
    float[] row = new float[dimension()];
    for (int i = 0; i < size; i++) {
      rows.copy(first + i, 1, FloatBuffer.wrap(row));
      UnitVectors.normalize(row, 0, row.length);
      destination.put(row);
    }
  }
}
