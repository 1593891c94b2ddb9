package io.github.clip4j.thread;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what other threads do. */
public final class Waiting {
  private Waiting() {}

  /**
   * Waits, and returns what was waited for.
   *
   * @param <T> of the result
   */
  public interface Wait<T> {
    /**
     * Waits.
     *
     * @return what was waited for
     * @throws InterruptedException if the thread is interrupted
     * @throws ExecutionException with what the work threw
     */
    T end() throws InterruptedException, ExecutionException;
  }

  /**
   * Waits until there is a result, or an interrupt, even one that came before.
   *
   * @param <T> of the result
   * @param work may throw
   * @param activity what is under way, for "interrupted while "
   * @return the result; what the work threw is thrown as it is
   * @throws CancellationException if the thread is interrupted
   */
  public static <T> T unlessInterrupted(Future<T> work, String activity) {
    try {
      // What is ready would be returned to an interrupted thread as well.
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while " + activity);
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  /**
   * Waits to the end, whether the thread is interrupted or not.
   *
   * @param <T> of the result
   * @param wait is begun anew after an interrupt
   * @return the result; what the work threw is thrown as it is
   */
  public static <T> T throughInterrupts(Wait<T> wait) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.end();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IllegalStateException failure(ExecutionException e) {
    throwUnchecked(e);
    return new IllegalStateException(e.getCause());
  }

  /**
   * Throws what the work threw, unless that is a checked exception.
   *
   * @param e the work's
   */
  public static void throwUnchecked(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
