/**
 * A thread and the others: it waits for what they do, and they may interrupt it.
 *
 * <p>What their work threw is thrown as it is. An interrupt that ends something becomes a {@link
 * java.util.concurrent.CancellationException} that says what, and the thread stays interrupted. For
 * the library's own rooms; no thread is started here.
 *
 * <p><strong>No stable API.</strong> It is public only so that the library's own packages can share
 * it; it may change in any release, and applications have no use for it.
 */
@NullMarked
package io.github.clip4j.thread;

import org.jspecify.annotations.NullMarked;
