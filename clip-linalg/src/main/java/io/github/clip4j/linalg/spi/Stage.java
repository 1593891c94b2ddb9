package io.github.clip4j.linalg.spi;

import java.nio.FloatBuffer;

/** An operand whose rows are exchanged; of one thread. No stable API. */
public interface Stage extends Operand {

  /**
   * Exchanges the rows: copied, or referred to as {@link MatrixProducts#usesDirectMemory()} says.
   * What is referred to must not change while it is multiplied; from the beginning of the next load
   * on it may.
   *
   * @param values {@code [rows, columns]}, row-major, from the buffer's position, in native order
   * @param rows at most the capacity
   */
  void load(FloatBuffer values, int rows);

  /**
   * Exchanges the rows for copies of some of an array's.
   *
   * @param values the array
   * @param starts where each row starts in it
   * @param rows how many of the starts count, at most the capacity
   */
  void gather(float[] values, int[] starts, int rows);
}
