/**
 * NumPy's array file, {@code .npy}: whole arrays, rows written as they come, rows mapped from disk.
 *
 * <p>In come files of {@code <f2}, {@code <f4}, {@code <f8} and {@code <i4}, out go values,
 * matrices and {@link io.github.clip4j.linalg.Rows}; files that are written equal NumPy's own byte
 * for byte. Nothing here runs code that a file names (object arrays are refused) or allocates by
 * what an unchecked header claims.
 */
@NullMarked
package io.github.clip4j.npy;

import org.jspecify.annotations.NullMarked;
