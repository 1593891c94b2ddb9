package io.github.clip4j.examples.command;

/** Ends a run with {@link ExitStatus#NOTHING_DONE}; the message is the one line that says why. */
class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
