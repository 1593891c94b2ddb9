/**
 * JMH benchmarks of the hot paths.
 *
 * <p>In come parameters, out go times; the figures and how they were made are in
 * benchmarks/README.md. Nothing depends on this package.
 */
@NullMarked
package io.github.clip4j.benchmarks;

import org.jspecify.annotations.NullMarked;
