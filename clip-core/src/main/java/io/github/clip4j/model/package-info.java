/**
 * A name or a directory in, opened encoders out: which model is meant, what its files are, how its
 * vectors are compared.
 *
 * <p>A directory is understood by looking at its files and graphs; what was decided can be read,
 * and what is missing is named. Nothing here downloads, and no bundled model is known by name.
 */
@NullMarked
package io.github.clip4j.model;

import org.jspecify.annotations.NullMarked;
