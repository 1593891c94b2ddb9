package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.thread.Waiting;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
    return Waiting.unlessInterrupted(task, "vectors were being made");
  }

  /** Throws what went wrong with the words, if it did by now: images need not wait for that. */
  void throwFailure() {
    if (task.isDone()) {
      get();
    }
  }

  /** Ends the work where it is not done; afterwards nothing uses the model any more. */
  @Override
  public void close() {
    thread.interrupt();
    Waiting.throughInterrupts(
        () -> {
          thread.join();
          return thread;
        });
  }
}
