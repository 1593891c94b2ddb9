/**
 * Vectors of a joint space: the values themselves, their files, and the engine that has encoders
 * make them.
 *
 * <p>In come images or texts and an encoder, out come immutable L2-normalised {@link
 * io.github.clip4j.embedding.Embeddings}. No statistics are done here.
 */
@NullMarked
package io.github.clip4j.embedding;

import org.jspecify.annotations.NullMarked;
