package io.github.clip4j.web;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which failures are tried again, and when: after connections that break or are refused, answers
 * that do not come, and the statuses 408, 429, 500, 502, 503 and 504. The waits double, each
 * shortened at random by up to a half, so that many clients do not come back at once; where the
 * server asks for a wait ({@code Retry-After}), that is the wait.
 */
public final class RetryPolicy {

  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);

  private final int retries;
  private final Duration first;
  private final Duration longest;
  private final Duration longestAsked;
  private final Sleeper sleeper;
  private final Clock clock;
  private final DoubleSupplier random;

  /** Waits. */
  interface Sleeper {
    void sleep(Duration wait) throws InterruptedException;
  }

  RetryPolicy(
      int retries,
      Duration first,
      Duration longest,
      Duration longestAsked,
      Sleeper sleeper,
      Clock clock,
      DoubleSupplier random) {
    this.retries = retries;
    this.first = first;
    this.longest = longest;
    this.longestAsked = longestAsked;
    this.sleeper = sleeper;
    this.clock = clock;
    this.random = random;
  }

  /**
   * A policy.
   *
   * @param retries how often to try again without any progress in between
   * @param first the first wait
   * @param longest the longest wait that is not asked for by the server
   * @param longestAsked the longest wait that a server may ask for; one that asks for more is given
   *     up
   * @return the policy
   */
  public static RetryPolicy of(
      int retries, Duration first, Duration longest, Duration longestAsked) {
    return new RetryPolicy(
        retries,
        first,
        longest,
        longestAsked,
        wait -> Thread.sleep(wait.toMillis()),
        Clock.systemUTC(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /** {@return the state of one task's attempts} */
  public Attempts start() {
    return new Attempts();
  }

  /**
   * Runs a task until it succeeds or must not be tried again.
   *
   * @param <T> what it gives
   * @param task the task
   * @return what it gave
   * @throws IOException its last failure
   */
  public <T> T run(Task<T> task) throws IOException {
    Attempts attempts = start();
    while (true) {
      try {
        return task.run();
      } catch (IOException e) {
        attempts.failed(e);
      }
    }
  }

  /**
   * What is tried.
   *
   * @param <T> what it gives
   */
  @FunctionalInterface
  public interface Task<T> {
    /**
     * {@return the result}
     *
     * @throws IOException if it fails
     */
    T run() throws IOException;
  }

  private static boolean isTransient(IOException problem) {
    if (problem instanceof WebStatusException answer) {
      return answer.isTransient();
    }
    boolean hopeless =
        problem instanceof RefusedException
            || problem instanceof InterruptedIOException
            || problem instanceof ClosedByInterruptException
            || problem instanceof SSLException
            || problem instanceof ProtocolException
            || problem.getCause() instanceof UnresolvedAddressException;
    return !hopeless;
  }

  /** A message may hold what a server sent, and a server may send what acts on a terminal. */
  static String shown(IOException problem) {
    return String.valueOf(problem.getMessage()).replaceAll("\\p{Cntrl}", "?");
  }

  /** One task's attempts. */
  public final class Attempts {
    private int failures;

    private Attempts() {}

    /** Something was achieved: the next failure counts as the first. */
    public void progressed() {
      failures = 0;
    }

    /**
     * Waits until the task may be tried again.
     *
     * @param problem why it failed
     * @throws IOException the problem, if it must not be tried again
     */
    public void failed(IOException problem) throws IOException {
      failures++;
      if (failures > retries || !isTransient(problem)) {
        throw problem;
      }
      Duration wait = asked(problem).orElseGet(this::doubled);
      LOG.info(
          "{}; trying again in {} ({} of {})",
          shown(problem),
          Timeouts.seconds(wait),
          failures,
          retries);
      try {
        sleeper.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }

    private Optional<Duration> asked(IOException problem) throws IOException {
      if (!(problem instanceof WebStatusException answer)) {
        return Optional.empty();
      }
      Optional<Duration> wait = answer.retryAfter(clock);
      if (wait.isPresent() && wait.get().compareTo(longestAsked) > 0) {
        throw new RefusedException(
            answer.getMessage() + " and asks to wait " + Timeouts.seconds(wait.get()), answer);
      }
      return wait;
    }

    private Duration doubled() {
      long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
      return Duration.ofMillis((long) (most * (1 - random.getAsDouble() / 2)));
    }
  }
}
