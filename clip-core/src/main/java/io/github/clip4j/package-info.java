/**
 * The front door: load a model, analyse photos, classify, search.
 *
 * <p>In come images, texts and labels, out come immutable results such as {@link
 * io.github.clip4j.ClipAnalysis}. Every step is also of use alone, from the packages below this
 * one; none of them depends on this one.
 */
@NullMarked
package io.github.clip4j;

import org.jspecify.annotations.NullMarked;
