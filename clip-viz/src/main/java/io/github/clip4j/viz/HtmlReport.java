package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.viz.report.ReportPage;
import java.nio.file.Path;

/**
 * An analysis as one page to explore: the map of the photos, with zoom, filters and comparison, a
 * table, the clusters with their scores, the failures, the parameters and the code that makes it
 * again.
 *
 * <p>The page is a single file that works from disk and loads nothing: its Content-Security-Policy
 * allows its own script and no request. It takes at most 25 kB a photo, less above 2,600 photos,
 * and about 0.2 MB of its own. It follows the reader's light or dark preference. Immutable.
 */
public final class HtmlReport {
  private final ClusterPlot plot;

  private HtmlReport(ClusterPlot plot) {
    this.plot = plot;
  }

  /**
   * The page of an analysis, in viridis.
   *
   * @param analysis with any number of images
   * @return the page; nothing is read or written yet
   */
  public static HtmlReport of(ClipAnalysis analysis) {
    return of(ClusterPlot.of(analysis));
  }

  /**
   * The page of a plot's analysis, with the plot's title, colours and places. The photos that the
   * plot has read are not read again.
   *
   * @param plot of the analysis; its theme and scale do not matter here
   * @return the page; nothing is read or written yet
   */
  public static HtmlReport of(ClusterPlot plot) {
    return new HtmlReport(plot);
  }

  /**
   * Writes the page. An existing file is replaced in one step, once the page is complete. Photos
   * are encoded as they are written: the page is never in memory as a whole.
   *
   * @param file in a directory that exists
   * @throws io.github.clip4j.error.ClipException if the file cannot be written
   */
  public void write(Path file) {
    ReportPage page =
        new ReportPage(plot.analysis(), plot.data().title(), plot.colours(), plot.photos());
    AtomicFile.write(file, page::write);
  }
}
