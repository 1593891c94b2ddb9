/**
 * An address in, a stream of bytes out: all traffic of the library goes through here and keeps the
 * same rules for proxies, redirects, time-outs, credentials and retries.
 *
 * <p>For the library's own rooms, which say what an image and what a model is; nothing is fetched
 * unless one of them was asked to. Nothing is stored here.
 */
@NullMarked
package io.github.clip4j.web;

import org.jspecify.annotations.NullMarked;
