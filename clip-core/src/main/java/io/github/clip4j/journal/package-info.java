/**
 * Embedding that outlives a pulled plug.
 *
 * <p>In come images and an encoder, out come the same vectors and failures in the same order as
 * {@link io.github.clip4j.embedding.ImageEmbedder} gives, kept in a checksummed file on the way, so
 * that the next run goes on where one was cut off. No image is read and nothing is encoded here:
 * that is left to the embedder.
 */
@NullMarked
package io.github.clip4j.journal;

import org.jspecify.annotations.NullMarked;
