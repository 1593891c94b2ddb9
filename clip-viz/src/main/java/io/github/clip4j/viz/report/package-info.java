/**
 * The page of an analysis, from the inside; {@link io.github.clip4j.viz.HtmlReport} is its door.
 *
 * <p>In come an analysis and its photos as JPEG, out goes HTML that carries its style sheet, its
 * scripts (D3's and those among the resources), the data as JSON and the photos. Nothing here opens
 * an image or a file.
 */
@NullMarked
package io.github.clip4j.viz.report;

import org.jspecify.annotations.NullMarked;
