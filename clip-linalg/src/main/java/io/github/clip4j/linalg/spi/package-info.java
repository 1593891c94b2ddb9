/**
 * The service interface behind which matrix products are computed: blocks of float32 rows in, their
 * products out. Nothing here knows what the products are for.
 *
 * <p><strong>No stable API.</strong> It is public only so that one module can lend another a faster
 * implementation; it may change in any release, and applications have no use for it.
 */
@NullMarked
package io.github.clip4j.linalg.spi;

import org.jspecify.annotations.NullMarked;
