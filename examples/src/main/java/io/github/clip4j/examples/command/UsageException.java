package io.github.clip4j.examples.command;

/** The arguments are wrong: the line on standard error points to the help. */
final class UsageException extends CommandException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
