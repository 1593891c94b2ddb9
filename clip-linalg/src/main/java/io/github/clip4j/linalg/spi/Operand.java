package io.github.clip4j.linalg.spi;

/**
 * A matrix in the memory of a {@link MatrixProducts}, {@code [rows, columns]}, row-major. It may be
 * read by many threads. No stable API.
 */
public interface Operand extends AutoCloseable {

  /** {@return the number of rows} */
  int rows();

  /** {@return the entries of a row} */
  int columns();

  /** Frees its memory; closing twice is harmless. */
  @Override
  void close();
}
