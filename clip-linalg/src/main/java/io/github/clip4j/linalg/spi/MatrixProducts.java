package io.github.clip4j.linalg.spi;

/**
 * A way to multiply float32 matrices; an implementation is found by {@link java.util.ServiceLoader}
 * and has a public constructor without arguments.
 *
 * <p>Each entry of a product is a sum of products of float32, in any order, rounded in float32 or
 * better; fused multiplications are allowed. The same call on the same operands gives the same
 * bits. Implementations may be used by many threads.
 *
 * <p>No stable API.
 */
public interface MatrixProducts {

  /** {@return the name by which it is chosen and reported, such as {@code vector}} */
  String name();

  /** {@return the place among the available ones: the highest is taken} */
  int priority();

  /**
   * Whether it works here, which may load native code and run a product; it never throws.
   *
   * @return whether the other methods may be called
   */
  boolean isAvailable();

  /**
   * {@return whether operands refer to direct buffers and copy others into native memory; if not,
   * they refer to arrays and copy what has none}
   */
  boolean usesDirectMemory();

  /**
   * An operand that is loaded again and again.
   *
   * @param capacity the most rows
   * @param columns the entries of a row
   * @return an operand without rows
   */
  Stage stage(int capacity, int columns);

  /** {@return what one thread multiplies with} */
  Multiplier multiplier();
}
