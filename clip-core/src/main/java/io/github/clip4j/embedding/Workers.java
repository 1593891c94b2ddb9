package io.github.clip4j.embedding;

import io.github.clip4j.thread.Waiting;
import java.util.concurrent.CancellationException;
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
    return Waiting.unlessInterrupted(result, "vectors were being made");
  }

  /** Drops what was not begun, interrupts the rest and waits until no thread is left. */
  @Override
  public void close() {
    pool.shutdownNow();
    Waiting.throughInterrupts(() -> pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }
}
