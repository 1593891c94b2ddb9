package io.github.clip4j.examples.command;

/** What a run tells its caller. An interrupted run is ended by the JVM itself, with 130. */
final class ExitStatus {
  /** All is done. */
  static final int DONE = 0;

  /** Done, but some inputs failed, each of them named. */
  static final int SOME_FAILED = 1;

  /** Nothing was done. */
  static final int NOTHING_DONE = 2;

  private ExitStatus() {}

  /** The status of a run that did its work but for some failures. */
  static int doneBut(int failures) {
    return failures == 0 ? DONE : SOME_FAILED;
  }
}
