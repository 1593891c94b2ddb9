package io.github.clip4j.web;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long a request may take.
 *
 * @param answer the longest wait for the first line and the headers of each answer
 * @param stall the longest wait for more of the body
 * @param total the longest for all of it, redirects included
 */
public record Timeouts(Duration answer, Duration stall, Duration total) {

  /** As it is said in messages. */
  static String seconds(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros();
    return seconds.toPlainString() + " s";
  }
}
