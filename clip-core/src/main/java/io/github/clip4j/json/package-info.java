/**
 * Configuration files of models, and other small files of text: a path in, typed values or the text
 * out, or one clear exception.
 *
 * <p>Sizes are checked before anything is read, JSON is read strictly, and a value of another type
 * than asked for is an error that names file and key. Nothing here knows what the values mean.
 *
 * <p><strong>No stable API.</strong> It is public only so that the library's own packages can share
 * it; it may change in any release, and applications have no use for it.
 */
@NullMarked
package io.github.clip4j.json;

import org.jspecify.annotations.NullMarked;
