package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The words of a naming, embedded by a thread of its own while images are: so no core is idle while
 * the last images are encoded.
 */
final class WordsAhead implements AutoCloseable {
  private final FutureTask<Optional<Embeddings>> task;
  private final Thread thread;

  private WordsAhead(FutureTask<Optional<Embeddings>> task) {
    this.task = task;
    this.thread = new Thread(task, "clip4j-words");
    thread.setDaemon(true);
  }

  static WordsAhead start(Naming naming, ClipModel model) {
    WordsAhead words = new WordsAhead(new FutureTask<>(() -> naming.embedWords(model)));
    words.thread.start();
    return words;
  }

  /**
   * Waits for the words, and throws what went wrong with them.
   *
   * @throws CancellationException if the waiting thread is interrupted; it stays interrupted
   */
  Optional<Embeddings> get() {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while vectors were being made");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the work where it is not done; afterwards nothing uses the model any more. */
  @Override
  public void close() {
    boolean interrupted = false;
    thread.interrupt();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
