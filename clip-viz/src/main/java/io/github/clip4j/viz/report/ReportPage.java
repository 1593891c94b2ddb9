package io.github.clip4j.viz.report;

import io.github.clip4j.ClipAnalysis;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A page as a stream of bytes: first what the reader sees at once, then the photos, so that the map
 * is there while they still arrive. Immutable.
 *
 * @param analysis what the page shows
 * @param title one line
 * @param colours one a cluster, {@code 0xRRGGBB}
 * @param photos asked for in order, several at once
 */
public record ReportPage(
    ClipAnalysis analysis, String title, List<Integer> colours, ReportPhotos photos) {
  /** Photos that are made at once, and so the most that are in memory. */
  private static final int BLOCK = 64;

  /**
   * Keeps a copy of the colours.
   *
   * @param analysis of any number of images
   * @param title may be hostile, as all names
   * @param colours as many as clusters
   * @param photos of the analysis
   */
  public ReportPage {
    colours = List.copyOf(colours);
  }

  /**
   * Writes the page in UTF-8.
   *
   * @param out is flushed, not closed
   * @throws IOException where the stream does
   */
  public void write(OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    Template.parse(PageFiles.text("report.html")).write(values(), writer);
    writer.flush();
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>(new ReportText(analysis).values());
    values.put("title", title);
    String style = PageFiles.text("report.css");
    values.put("style", style);
    values.put("styleHash", PageFiles.sha256(style));
    String script = PageFiles.script();
    values.put("script", script);
    values.put("scriptHash", PageFiles.sha256(script));
    values.put("licences", PageFiles.licences());
    Template.Content data = out -> ReportData.write(analysis, colours, photos, out);
    values.put("data", data);
    Template.Content vectors = new QuantizedVectors(analysis.embeddings())::write;
    values.put("vectors", vectors);
    Template.Content files = this::writePhotos;
    values.put("photos", files);
    return values;
  }

  private void writePhotos(Writer out) throws IOException {
    int count = analysis.images().size();
    for (int first = 0; first < count; first += BLOCK) {
      List<Optional<String>> block =
          IntStream.range(first, Math.min(count, first + BLOCK))
              .parallel()
              .mapToObj(image -> photos.jpeg(image).map(Base64.getEncoder()::encodeToString))
              .toList();
      for (int i = 0; i < block.size(); i++) {
        if (block.get(i).isPresent()) {
          out.write("<script type=\"text/plain\" id=\"photo-" + (first + i) + "\">");
          out.write(block.get(i).get());
          out.write("</script>\n");
        }
      }
    }
  }
}
