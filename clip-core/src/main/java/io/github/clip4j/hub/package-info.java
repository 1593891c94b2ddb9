/**
 * The id of a model in, its verified files in the local cache out: downloads from the Hugging Face
 * hub, and checks of what is there.
 *
 * <p>The cache is the one that Hugging Face's own tools use, so that what one of them fetched the
 * others find. Nothing is downloaded but by {@link io.github.clip4j.hub.ModelHub#pull}, nothing is
 * taken that was not checked. What a model's files mean is not known here.
 */
@NullMarked
package io.github.clip4j.hub;

import org.jspecify.annotations.NullMarked;
