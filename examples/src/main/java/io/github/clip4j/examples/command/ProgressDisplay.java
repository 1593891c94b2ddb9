package io.github.clip4j.examples.command;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar where somebody watches, nothing elsewhere. */
final class ProgressDisplay implements AutoCloseable {
  private final Console console;
  private final String task;
  private @Nullable ProgressBar bar;

  ProgressDisplay(Console console, String task) {
    this.console = console;
    this.task = task;
  }

  /** Shows how far the task is. */
  void update(int done, int total) {
    if (!console.terminal()) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(console.err(), 80))
              .build();
    }
    bar.stepTo(done);
  }

  /** Ends the bar. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
