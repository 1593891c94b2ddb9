package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import io.github.clip4j.thread.Waiting;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads what may block for ever, a pipe that nobody writes to or a stream of the user's own: a
 * thread of its own is waited for as long as the image may take, and an interrupt ends the waiting.
 */
final class TimedReading {
  private TimedReading() {}

  /**
   * Reads a source, within the time that is left where it may block.
   *
   * @param reading reads all there is
   * @throws ImageException if the time is over; what the reading throws is thrown as it is
   * @throws CancellationException if the thread is interrupted while it waits for what may block
   */
  static <T> T of(ImageSource source, DecodeAllowance allowance, Supplier<T> reading) {
    return mayBlock(source) ? within(allowance, reading) : reading.get();
  }

  /** Files do not, nor does what is in memory. */
  private static boolean mayBlock(ImageSource source) {
    return source instanceof FileSource file
        ? file.mayBlock()
        : !(source instanceof BytesSource || source instanceof PixelSource);
  }

  /**
   * Reads within the time that is left.
   *
   * @param reading reads all there is
   * @throws ImageException if the time is over; what the reading throws is thrown as it is
   * @throws CancellationException if the thread is interrupted
   */
  static <T> T within(DecodeAllowance allowance, Supplier<T> reading) {
    FutureTask<T> task = new FutureTask<>(reading::get);
    Thread thread = new Thread(task, "clip4j-reading");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(allowance.nanosLeft(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      allowance.checkTime();
      throw new ImageException("nothing more came within its time (timeLimit)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      Waiting.throwUnchecked(e);
      throw new ImageException("cannot be read: " + e.getCause(), e);
    } finally {
      // Ends a read that waits; to wait for a writer cannot be ended, but keeps nobody alive.
      task.cancel(true);
    }
  }
}
