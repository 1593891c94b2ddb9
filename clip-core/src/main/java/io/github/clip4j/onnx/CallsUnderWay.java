package io.github.clip4j.onnx;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long calls into ONNX Runtime, for which the end of the process waits: while a process ends,
 * the library's own data go, and a thread that is still loading or running a model would crash.
 *
 * <p>A shutdown hook waits until none is under way. Calls that begin while it waits are held back
 * until it is done and a moment longer, in which the process usually ends; a server that answers
 * its last requests from another hook goes on when the moment is over.
 */
final class CallsUnderWay {
  private static final Logger LOG = LoggerFactory.getLogger(CallsUnderWay.class);

  /** How long the process waits for what is under way. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

  /** How long calls are held back after that. */
  private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

  private static final Object MONITOR = new Object();

  private static boolean awaited;
  private static int count;
  private static boolean ending;
  private static long heldUntil;

  private CallsUnderWay() {}

  /** Has the end of the process wait for the calls that begin from now on; once is enough. */
  static void awaitAtTheEnd() {
    synchronized (MONITOR) {
      if (awaited) {
        return;
      }
      awaited = true;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(CallsUnderWay::await, "clip4j-calls"));
    } catch (IllegalStateException e) {
      LOG.debug("The process is ending already", e);
      await();
    }
  }

  /** Begins a call, which {@link #end()} must follow. */
  static void begin() {
    synchronized (MONITOR) {
      holdBackAtTheEnd();
      count++;
    }
  }

  /** Holds the caller back for a moment where the process is ending. */
  static void holdBackAtTheEnd() {
    synchronized (MONITOR) {
      boolean interrupted = false;
      while (ending && left(heldUntil) > 0) {
        interrupted |= waitFor(left(heldUntil));
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends a call. */
  static void end() {
    synchronized (MONITOR) {
      count--;
      MONITOR.notifyAll();
    }
  }

  private static void await() {
    synchronized (MONITOR) {
      long patience = System.nanoTime() + PATIENCE;
      ending = true;
      heldUntil = patience + MOMENT;
      while (count > 0 && left(patience) > 0) {
        waitFor(left(patience));
      }
      heldUntil = System.nanoTime() + MOMENT;
      MONITOR.notifyAll();
    }
  }

  private static long left(long until) {
    return until - System.nanoTime();
  }

  /** Returns whether the thread was interrupted. */
  private static boolean waitFor(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(MONITOR, nanos);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
