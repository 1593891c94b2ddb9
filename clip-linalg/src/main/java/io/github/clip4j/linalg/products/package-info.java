/**
 * Matrix products on the heap: float32 arrays in, their products out, by plain loops or by the
 * Vector API. Nothing here loads native code.
 *
 * <p>No stable API, like the {@linkplain io.github.clip4j.linalg.spi service interface} that these
 * are implementations of.
 */
@NullMarked
package io.github.clip4j.linalg.products;

import org.jspecify.annotations.NullMarked;
