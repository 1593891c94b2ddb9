/**
 * Statistics over rows of float32 vectors: PCA, k-means, silhouette, the choice of k, exact search
 * by cosine.
 *
 * <p>In come rows (arrays, EJML matrices, mapped files) through {@link
 * io.github.clip4j.linalg.Rows}, out go immutable results. Nothing here knows of images, models or
 * texts.
 */
@NullMarked
package io.github.clip4j.linalg;

import org.jspecify.annotations.NullMarked;
