package io.github.clip4j.examples.command;

import io.github.clip4j.image.ImageFailure;
import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a run writes to.
 *
 * @param out data only
 * @param err everything else
 * @param terminal whether somebody watches {@code err}
 */
record Console(PrintStream out, PrintStream err, boolean terminal) {

  // Category Cc, the separators of lines and paragraphs, and Unicode's bidirectional controls (UAX
  // 9).
  private static final Pattern ACTING =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  /** Names an image that failed. */
  void failed(ImageFailure failure) {
    err.println("failed\t" + visible(failure.source().name()) + "\t" + oneLine(failure.reason()));
  }

  /** Ends the data; lost data is an error, not a detail. */
  void finish() {
    if (out.checkError()) {
      throw new CommandException("standard output cannot be written");
    }
  }

  /** The text with each run of line breaks and tabs as one space, and nothing else that acts. */
  static String oneLine(String text) {
    return visible(text.strip().replaceAll("\\s*[\\r\\n\\t\\u0085\\u2028\\u2029]\\s*", " "));
  }

  /**
   * The text with what would act on a terminal or begin a line, control characters and changes of
   * the writing direction, as {@code \\u} and four digits: a name may hold anything.
   */
  static String visible(String text) {
    return ACTING
        .matcher(text)
        .replaceAll(m -> String.format(Locale.ROOT, "\\\\u%04x", (int) m.group().charAt(0)));
  }
}
