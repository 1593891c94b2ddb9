/**
 * What an encoder is: images or texts in, vectors of one joint space out.
 *
 * <p>A user can implement these interfaces; the batching, threading, normalising and failure
 * handling around them is the library's. No backend lives here.
 */
@NullMarked
package io.github.clip4j.encoder;

import org.jspecify.annotations.NullMarked;
