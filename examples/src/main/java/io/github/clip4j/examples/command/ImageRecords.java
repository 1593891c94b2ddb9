package io.github.clip4j.examples.command;

import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The files beside an array of images: {@code E.jsonl} with a line a row, and {@code
 * E.failures.jsonl} with a line an image that failed.
 */
final class ImageRecords implements AutoCloseable {
  private final OutputFiles files;
  private final NpyFile output;
  private final Console console;
  private final BufferedWriter rows;
  private final BufferedWriter failures;
  private final List<ImageFailure> failed = new ArrayList<>();
  private int rowCount;

  ImageRecords(OutputFiles files, NpyFile output, Console console) throws IOException {
    this.files = files;
    this.output = output;
    this.console = console;
    this.rows = Files.newBufferedWriter(files.stage(output.rows()));
    this.failures = Files.newBufferedWriter(files.stage(output.failures()));
  }

  /** The next row is this image's. */
  void done(ImageSource image) {
    int row = rowCount++;
    write(rows, JsonLine.of(json -> json.name("row").value(row).name("file").value(image.name())));
  }

  /** This image has no row. */
  void failed(ImageFailure failure) {
    failed.add(failure);
    write(
        failures,
        JsonLine.of(
            json ->
                json.name("file")
                    .value(failure.source().name())
                    .name("error")
                    .value(Console.oneLine(failure.reason()))));
  }

  /** The images so far. */
  int count() {
    return rowCount + failed.size();
  }

  /** The rows so far. */
  int rowCount() {
    return rowCount;
  }

  /**
   * Puts all files where they belong, or the failures alone where there is nothing else.
   *
   * @return the exit status
   * @throws CommandException if there is no row
   */
  int finish() throws IOException {
    rows.close();
    failures.close();
    if (rowCount == 0) {
      files.publish(output.failures());
      throw new CommandException(
          "no image could be read; the reasons are in " + output.resolve(output.failures()));
    }
    files.commit();
    failed.forEach(console::failed);
    return ExitStatus.doneBut(failed.size());
  }

  private static void write(BufferedWriter writer, String line) {
    try {
      writer.write(line);
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the files beside the array", e);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    failures.close();
  }
}
