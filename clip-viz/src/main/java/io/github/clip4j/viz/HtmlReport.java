package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * An analysis as one page: the map of the photos, the clusters with their scores, every image, the
 * failures and the parameters.
 *
 * <p>The page is a single file that loads nothing, runs no script and says so in its
 * Content-Security-Policy. Photos are embedded as JPEG, at most 25 kB each. It follows the reader's
 * light or dark preference. Immutable.
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
   * Writes the page. An existing file is replaced in one step, once the page is complete.
   *
   * @param file in a directory that exists
   * @throws io.github.clip4j.error.ClipException if the file cannot be written, or the Java runtime
   *     has no fonts
   */
  public void write(Path file) {
    Map<String, Object> values = values();
    Template template = Template.parse(Resources.text("report.html"));
    AtomicFile.write(file, out -> write(template, values, out));
  }

  private Map<String, Object> values() {
    Photos photos = plot.photos();
    Map<String, Object> values =
        new HashMap<>(ReportValues.of(plot.analysis(), photos, plot.scene(), plot.data().title()));
    String style = Resources.text("report.css");
    values.put("style", style);
    values.put("styleHash", "sha256-" + sha256(style));
    return values;
  }

  private static void write(Template template, Map<String, Object> values, OutputStream out)
      throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    template.write(values, writer);
    writer.flush();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
