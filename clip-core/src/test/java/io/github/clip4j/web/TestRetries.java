package io.github.clip4j.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A policy whose waits are written down instead of waited for. */
public final class TestRetries {

  /** The time at which all tests run. */
  public static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private TestRetries() {}

  /**
   * {@return a policy that does not wait, that does not shorten, and that writes down its waits}
   */
  public static RetryPolicy noting(List<Duration> waits) {
    return noting(5, waits, 0);
  }

  static RetryPolicy noting(int retries, List<Duration> waits, double random) {
    return new RetryPolicy(
        retries,
        Duration.ofSeconds(1),
        Duration.ofSeconds(16),
        Duration.ofMinutes(5),
        waits::add,
        Clock.fixed(NOW, ZoneOffset.UTC),
        () -> random);
  }

  /** {@return a policy that does not wait} */
  public static RetryPolicy immediate() {
    return noting(new CopyOnWriteArrayList<>());
  }
}
