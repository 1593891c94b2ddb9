package io.github.clip4j.examples.command;

import io.github.clip4j.image.ImageFailure;
import java.io.PrintStream;

/**
 * Where a run writes to.
 *
 * @param out data only
 * @param err everything else
 * @param terminal whether somebody watches {@code err}
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  /** Names an image that failed. */
  void failed(ImageFailure failure) {
    err.println("failed\t" + failure.source().name() + "\t" + oneLine(failure.reason()));
  }

  /** Ends the data; lost data is an error, not a detail. */
  void finish() {
    if (out.checkError()) {
      throw new CommandException("standard output cannot be written");
    }
  }

  /** The text with each run of line breaks and tabs as one space. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n\\t\\u0085\\u2028\\u2029]\\s*", " ");
  }
}
