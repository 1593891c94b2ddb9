package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.SizeLimit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads what may block for ever, a pipe that nobody writes to: a thread of its own is waited for as
 * long as the image may take, and an interrupt ends the waiting.
 */
final class PipeReading {
  private PipeReading() {}

  /**
   * Reads within the time that is left.
   *
   * @param reading reads all there is
   * @throws ImageException if it fails, or the time is over; errors are thrown as they are
   * @throws CancellationException if the thread is interrupted
   */
  static byte[] within(SizeLimit limit, Supplier<byte[]> reading) {
    FutureTask<byte[]> task = new FutureTask<>(reading::get);
    Thread thread = new Thread(task, "clip4j-pipe");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      limit.checkTime();
      throw new ImageException("nothing more came within its time (timeLimit)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ImageException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new ImageException("cannot be read: " + e.getCause(), e);
    } finally {
      // Ends a read that waits; to wait for a writer cannot be ended, but keeps nobody alive.
      task.cancel(true);
    }
  }
}
