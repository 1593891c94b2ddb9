package io.github.clip4j.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs numbered tasks on a fixed number of threads, the caller's among them.
 *
 * <p>Tasks are cut by the data's size alone and their results are joined in the order of their
 * numbers, so which thread runs which task never shows.
 */
final class Workers implements AutoCloseable {
  private final int threads;
  private @Nullable ExecutorService pool;

  /** A task, given its number; it may own scratch memory, since one thread alone calls it. */
  interface Task extends AutoCloseable {
    void run(int index);

    /** Called once, by the same thread, after the last run. */
    @Override
    default void close() {}
  }

  Workers(int threads) {
    this.threads = threads;
  }

  int threads() {
    return threads;
  }

  /** As many threads as a computation uses unless it is told a number. */
  static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  static int checkThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least one thread, got " + threads);
    }
    return threads;
  }

  /**
   * Runs tasks 0 … count - 1; each thread makes one task object and runs it for many numbers. After
   * a failure, or an interrupt of the caller's thread, no task is begun any more, and none is under
   * way when it is thrown.
   *
   * @throws CancellationException if the caller's thread is interrupted; it stays interrupted
   */
  void forEach(int count, Supplier<? extends Task> factory) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          try (Task task = factory.get()) {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              // Of these threads nobody but the caller's can be interrupted.
              throwIfInterrupted();
              task.run(i);
            }
          } finally {
            next.set(count);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    Throwable failure = null;
    try {
      for (int i = 1; i < Math.min(threads, count); i++) {
        others.add(pool().submit(loop));
      }
      loop.run();
    } catch (RuntimeException | Error e) {
      next.set(count);
      failure = e;
    }
    for (Future<?> other : others) {
      try {
        join(other, () -> next.set(count));
      } catch (RuntimeException | Error e) {
        failure = failure == null ? e : failure;
      }
    }
    rethrow(failure);
  }

  private ExecutorService pool() {
    ExecutorService existing = pool;
    if (existing == null) {
      existing =
          Executors.newFixedThreadPool(
              threads - 1,
              runnable -> {
                Thread thread = new Thread(runnable, "clip4j-linalg");
                thread.setDaemon(true);
                return thread;
              });
      pool = existing;
    }
    return existing;
  }

  /** Waits for the end in any case, which an interrupt hastens. */
  private static void join(Future<?> future, Runnable hasten) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          hasten.run();
        } catch (ExecutionException e) {
          rethrow(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (interrupted) {
      throwIfInterrupted();
    }
  }

  private static void throwIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while rows were worked on");
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
