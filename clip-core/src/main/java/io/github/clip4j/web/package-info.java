/**
 * An address in, a stream of bytes out: all traffic of the library goes through here and keeps the
 * same rules for proxies, redirects, time-outs, credentials and retries.
 *
 * <p>For the library's own rooms, which say what an image and what a model is; nothing is fetched
 * unless one of them was asked to. Nothing is stored here.
 *
 * <p><strong>No stable API.</strong> It is public only so that the library's own packages can share
 * it; it may change in any release, and applications have no use for it.
 */
@NullMarked
package io.github.clip4j.web;

import org.jspecify.annotations.NullMarked;
