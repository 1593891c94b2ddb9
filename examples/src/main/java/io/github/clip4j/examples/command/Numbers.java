package io.github.clip4j.examples.command;

/** Checks the numbers among the arguments. */
final class Numbers {
  private Numbers() {}

  static void requireAtLeast(int least, int given, String option) {
    if (given < least) {
      throw new UsageException("expected at least " + least + " for " + option + ", got " + given);
    }
  }

  static void requireFinite(double given, String option) {
    if (!Double.isFinite(given)) {
      throw new UsageException("expected a finite number for " + option + ", got " + given);
    }
  }

  /** A count of at least 1, where the word auto would have been right too. */
  static int countOrAuto(String given, String option) {
    int count;
    try {
      count = Integer.parseInt(given);
    } catch (NumberFormatException e) {
      throw new UsageException("expected a number or auto for " + option + ", got " + given);
    }
    requireAtLeast(1, count, option);
    return count;
  }
}
