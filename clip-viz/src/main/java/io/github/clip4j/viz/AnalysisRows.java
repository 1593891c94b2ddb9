package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.LabelScore;
import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An analysis as a table, one row an image. */
final class AnalysisRows {

  /**
   * A column.
   *
   * @param text whether its values come from elsewhere, and may hold anything
   */
  private record Column(String name, boolean text, Function<AnalyzedImage, String> value) {}

  private final ClipAnalysis analysis;
  private final List<Column> columns;

  private AnalysisRows(ClipAnalysis analysis) {
    this.analysis = analysis;
    Set<AnalyzedImage> borderline = Collections.newSetFromMap(new IdentityHashMap<>());
    borderline.addAll(analysis.borderline());
    columns =
        List.of(
            new Column("file", true, AnalyzedImage::name),
            new Column("x", false, image -> Numbers.plain(image.x(), 7)),
            new Column("y", false, image -> Numbers.plain(image.y(), 7)),
            new Column("cluster", false, image -> Integer.toString(image.cluster())),
            new Column("cluster_name", true, image -> analysis.clusterOf(image).name()),
            new Column("silhouette", false, image -> number(image.silhouette())),
            new Column("borderline", false, image -> borderline.contains(image) ? "1" : "0"),
            new Column(
                "label", true, image -> image.bestLabel().map(LabelScore::label).orElse("")));
  }

  static AnalysisRows of(ClipAnalysis analysis) {
    return new AnalysisRows(analysis);
  }

  /** With a line that names the columns; RFC 4180. */
  void writeCsv(Writer out) throws IOException {
    write(out, ",", "\r\n", AnalysisRows::csvCell);
  }

  /** With a line that names the columns; texts on one line. */
  void writeTsv(Writer out) throws IOException {
    write(out, "\t", "\n", AnalysisRows::tsvCell);
  }

  private void write(Writer out, String between, String end, UnaryOperator<String> cell)
      throws IOException {
    out.write(String.join(between, columns.stream().map(Column::name).toList()) + end);
    for (AnalyzedImage image : analysis.images()) {
      List<String> cells =
          columns.stream()
              .map(
                  column ->
                      column.text()
                          ? cell.apply(column.value().apply(image))
                          : column.value().apply(image))
              .toList();
      out.write(String.join(between, cells) + end);
    }
  }

  /**
   * Quoted where RFC 4180 asks for it; an apostrophe before what a spreadsheet would calculate
   * (OWASP, "CSV Injection").
   */
  static String csvCell(String text) {
    String inert = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    boolean quoted = inert.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0);
    return quoted ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
  }

  /** The projector knows no quotes: what would end a cell or a line becomes a space. */
  static String tsvCell(String text) {
    StringBuilder cell = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(cell::appendCodePoint);
    return cell.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Numbers.plain(value.getAsDouble(), 7) : "";
  }
}
