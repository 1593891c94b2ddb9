package io.github.clip4j.linalg.spi;

import java.nio.FloatBuffer;

/** Multiplies operands of one {@link MatrixProducts}, on one thread. No stable API. */
public interface Multiplier extends AutoCloseable {

  /**
   * Rows that stay: copied once, or referred to as {@link MatrixProducts#usesDirectMemory()} says.
   * What is referred to must not change before the operand is closed, by any thread.
   *
   * @param values {@code [rows, columns]}, row-major, from the buffer's position, in native order
   * @param rows the number of rows
   * @param columns the entries of a row
   * @return the operand
   */
  Operand place(FloatBuffer values, int rows, int columns);

  /**
   * {@code products[i][j] = Σ_f a[i][f] · b[j][f]}, the product {@code A Bᵀ}.
   *
   * @param a {@code [m, d]}
   * @param b {@code [k, d]}
   * @param products {@code [m, k]}, row-major, overwritten from its start
   */
  void multiply(Operand a, Operand b, float[] products);

  /**
   * {@code sums[c][f] = Σ_i (Σ_g a[i][g] · v[c][g] + offsets[c]) · a[i][f]}: the rows of V times
   * the matrix of products {@code AᵀA}, which is never made; with offsets {@code -v[c] · mean} the
   * factors in parentheses are centred.
   *
   * @param a {@code [m, d]}
   * @param v {@code [k, d]}
   * @param offsets {@code [k]}
   * @param sums {@code [k, d]}, row-major, overwritten from its start
   */
  void multiplyByGram(Operand a, Operand v, float[] offsets, float[] sums);

  /** Frees its memory; closing twice is harmless. */
  @Override
  void close();
}
