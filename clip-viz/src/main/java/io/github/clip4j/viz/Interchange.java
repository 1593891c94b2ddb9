package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.error.ClipException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An analysis in the formats of other tools: a table for spreadsheets and data frames, and the
 * files of the TensorBoard embedding projector. The laid out picture for other renderers is {@link
 * ClusterPlot#writeScene}.
 *
 * <p>Names are text, whatever is in them: no name of a file can add a row or column, and none is
 * taken for a formula. Numbers that are undefined are empty. Immutable.
 */
public final class Interchange {
  private final ClusterPlot plot;

  private Interchange(ClusterPlot plot) {
    this.plot = plot;
  }

  /**
   * The files of an analysis.
   *
   * @param analysis with any number of images
   * @return nothing is read or written yet
   */
  public static Interchange of(ClipAnalysis analysis) {
    return of(ClusterPlot.of(analysis));
  }

  /**
   * The files of a plot's analysis. The photos that the plot has read are not read again.
   *
   * @param plot of the analysis; how it looks does not matter here
   * @return nothing is read or written yet
   */
  public static Interchange of(ClusterPlot plot) {
    return new Interchange(Objects.requireNonNull(plot, "plot"));
  }

  /**
   * Writes one row an image as CSV (RFC 4180, UTF-8) with the columns {@code file}, {@code x},
   * {@code y}, {@code cluster}, {@code cluster_name}, {@code silhouette}, {@code borderline} and
   * {@code label}, the image's own best one.
   *
   * <p>A text that a spreadsheet would take for a formula (it begins with {@code = + - @}, a tab or
   * a line break) has an apostrophe before it. An existing file is replaced in one step.
   *
   * @param file in a directory that exists
   * @throws ClipException if the file cannot be written
   */
  public void writeCsv(Path file) {
    text(file, out -> AnalysisRows.of(plot.analysis()).writeCsv(out));
  }

  /**
   * Writes the files of the TensorBoard embedding projector: {@code tensors.tsv} with the
   * embeddings, {@code metadata.tsv}, {@code sprite.png} with thumbnails of at most 64 pixels, and
   * {@code projector_config.pbtxt}, which names them. {@code tensorboard --logdir DIRECTORY} opens
   * them, as does the "Load" button of the stand-alone projector.
   *
   * <p>A sprite has at most 8192 x 8192 pixels, the limit of the projector; thumbnails become
   * smaller above 16,384 images, and above 1,048,576 there is none. An analysis without photos has
   * no sprite. Each existing file is replaced in one step.
   *
   * @param directory made where it does not exist
   * @throws ClipException if a file cannot be written
   */
  public void writeProjector(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new ClipException(
          "cannot write " + directory + ": expected a directory, or a place for one (" + e + ")",
          e);
    }
    ClipAnalysis analysis = plot.analysis();
    Sprite sprite = Sprite.of(plot.photos(), analysis.images().size());
    text(directory.resolve("tensors.tsv"), out -> Projector.writeTensors(analysis, out));
    text(directory.resolve("metadata.tsv"), out -> AnalysisRows.of(plot.analysis()).writeTsv(out));
    if (sprite.edge() > 0) {
      AtomicFile.write(directory.resolve("sprite.png"), out -> Encoders.png(sprite.draw(), out));
    }
    text(
        directory.resolve("projector_config.pbtxt"),
        out -> out.write(Projector.config(sprite.edge())));
  }

  /** Writes text. */
  @FunctionalInterface
  interface Text {
    void writeTo(Writer out) throws IOException;
  }

  static void text(Path file, Text text) {
    AtomicFile.write(
        file,
        stream -> {
          Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
          text.writeTo(out);
          out.flush();
        });
  }
}
