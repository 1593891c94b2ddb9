/**
 * Lends ONNX Runtime's matrix products to the linear algebra: rows of float32 in native memory in,
 * their products out.
 *
 * <p>Found by {@link java.util.ServiceLoader} where clip-core is on the class path. It runs three
 * graphs of one or two nodes, made in memory; it never touches models, images or texts, and where
 * it does not work it says so, so that another implementation is taken. No stable API.
 */
@NullMarked
package io.github.clip4j.onnx.products;

import org.jspecify.annotations.NullMarked;
