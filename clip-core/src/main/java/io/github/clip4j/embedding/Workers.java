package io.github.clip4j.embedding;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one call: started as there is work for them, and gone when the call ends, however
 * it ends.
 */
final class Workers implements Executor, AutoCloseable {
  private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

  private final ExecutorService pool;

  /** At most that many threads. */
  Workers(int threads) {
    pool = Executors.newFixedThreadPool(threads, Workers::newThread);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "clip4j-worker-" + THREAD_NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    pool.execute(work);
  }

  /** Whether the call is over, so that nobody waits for results any more. */
  boolean areStopping() {
    return pool.isShutdown();
  }

  /**
   * Waits for a result, and throws what its work threw.
   *
   * @throws CancellationException if the waiting thread is interrupted; it stays interrupted
   */
  static <T> T await(Future<T> result) {
    try {
      // What is ready would be returned to an interrupted thread as well.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return result.get();
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

  /** Drops what was not begun, interrupts the rest and waits until no thread is left. */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
