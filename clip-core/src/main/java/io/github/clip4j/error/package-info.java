/**
 * What can go wrong with data: models, images and files that are not what they should be.
 *
 * <p>Messages say what was expected, what was found and what to do. A wrong call (k larger than n,
 * an empty label) is an {@link java.lang.IllegalArgumentException} instead, and the use of a closed
 * object an {@link java.lang.IllegalStateException}.
 */
@NullMarked
package io.github.clip4j.error;

import org.jspecify.annotations.NullMarked;
