package io.github.clip4j.linalg;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Optional;
import org.ejml.data.FMatrixRMaj;

/**
 * A read-only view of {@code n} float32 vectors of {@code d} entries each, {@code [n, d]}.
 *
 * <p>Algorithms read blocks of rows, so that a view may stand before an array, a matrix or a file
 * that is larger than the heap. The content must not change while a view is in use. Views may be
 * read by many threads at once.
 */
public interface Rows {

  /** {@return the number of rows, {@code n}} */
  int count();

  /** {@return the entries of a row, {@code d}} */
  int dimension();

  /**
   * Copies rows {@code first} to {@code first + rows - 1}, row-major, to the destination's
   * position, which advances by {@code rows * dimension()}.
   *
   * @param first the first row to copy, from 0
   * @param rows the number of rows to copy
   * @param destination what is written to
   * @throws IndexOutOfBoundsException if a row outside {@code 0 … count() - 1} is asked for
   * @throws java.nio.BufferOverflowException if the destination has too little room
   */
  void copy(int first, int rows, FloatBuffer destination);

  /**
   * The memory of some rows, where they lie together in direct memory, row-major, as float32 in the
   * byte order of the machine: a mapped file, for one. Algorithms then need not copy them.
   *
   * @param first the first row, from 0
   * @param rows the number of rows
   * @return a read-only buffer of {@code rows * dimension()} values, or nothing, as by default
   * @throws IndexOutOfBoundsException if a row outside {@code 0 … count() - 1} is asked for
   */
  default Optional<FloatBuffer> direct(int first, int rows) {
    Objects.checkFromIndexSize(first, rows, count());
    return Optional.empty();
  }

  /**
   * A view of the matrix, which is not copied: it must not be changed while the view is in use.
   *
   * @param matrix {@code [n, d]}
   * @return its rows
   */
  static Rows of(FMatrixRMaj matrix) {
    return new ArrayRows(matrix.data, matrix.numRows, matrix.numCols);
  }

  /**
   * A view of row-major values, which are not copied.
   *
   * @param values {@code [n * d]}, row-major
   * @param dimension the entries of a row, {@code d}
   * @return the rows
   * @throws IllegalArgumentException if the length is no multiple of the dimension
   */
  static Rows of(float[] values, int dimension) {
    if (dimension <= 0 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "expected a positive dimension that divides the number of values, got dimension "
              + dimension
              + " for "
              + values.length
              + " values");
    }
    return new ArrayRows(values, values.length / dimension, dimension);
  }
}
