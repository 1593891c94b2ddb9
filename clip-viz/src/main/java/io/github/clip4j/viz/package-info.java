/**
 * Pictures and pages of an analysis.
 *
 * <p>In comes a {@link io.github.clip4j.ClipAnalysis}, out go a plot of its photos as PNG and a
 * self-contained HTML page. Nothing here changes an analysis, runs a model, opens a window or uses
 * the network for anything but the images whose source is a URL.
 */
@NullMarked
package io.github.clip4j.viz;

import org.jspecify.annotations.NullMarked;
