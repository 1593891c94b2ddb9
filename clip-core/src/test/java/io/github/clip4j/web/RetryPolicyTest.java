package io.github.clip4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

  private final List<Duration> waits = new ArrayList<>();

  private static RetryPolicy.Task<Integer> failing(int times) {
    int[] left = {times};
    return () -> {
      if (left[0]-- > 0) {
        throw new IOException("broken off");
      }
      return 1;
    };
  }

  @Test
  void theWaitsDoubleUpToTheLongest() throws IOException {
    TestRetries.noting(7, waits, 0).run(failing(7));
    assertThat(waits)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 16L, 16L);
  }

  @Test
  void chanceShortensAWaitByAHalfAtMost() throws IOException {
    TestRetries.noting(3, waits, 0.5).run(failing(3));
    assertThat(waits).extracting(Duration::toMillis).containsExactly(750L, 1500L, 3000L);
  }

  @Test
  void theLastFailureIsThrown() {
    assertThatThrownBy(() -> TestRetries.noting(2, waits, 0).run(failing(3)))
        .isInstanceOf(IOException.class)
        .hasMessage("broken off");
    assertThat(waits).hasSize(2);
  }

  @Test
  void afterProgressTheCountBeginsAnew() throws IOException {
    RetryPolicy.Attempts attempts = TestRetries.noting(2, waits, 0).start();
    for (int i = 0; i < 10; i++) {
      attempts.progressed();
      attempts.failed(new IOException("broken off"));
    }
    assertThat(waits).hasSize(10).containsOnly(Duration.ofSeconds(1));
  }

  static Stream<IOException> hopeless() {
    ConnectException unknownHost = new ConnectException("no connection to nowhere");
    unknownHost.initCause(new UnresolvedAddressException());
    return Stream.of(
        unknownHost,
        new RefusedException("too large"),
        new SSLHandshakeException("a certificate of nobody"),
        new InterruptedIOException("interrupted"));
  }

  @ParameterizedTest
  @MethodSource("hopeless")
  void whatWouldFailAgainIsNotTriedAgain(IOException problem) {
    assertThatThrownBy(() -> TestRetries.noting(5, waits, 0).start().failed(problem))
        .isSameAs(problem);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "0, 0",
    "'Tue, 24 Nov 2026 06:00:30 GMT', 30",
    "'Tue, 24 Nov 2026 05:00:00 GMT', 0",
    "soon,",
    "-5,",
    "99999999999,"
  })
  void aWaitIsGivenInSecondsOrAsADate(String header, Long seconds) {
    assertThat(RetryAfter.parse(header, Clock.fixed(TestRetries.NOW, ZoneOffset.UTC)))
        .isEqualTo(java.util.Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void anInterruptEndsTheWait() {
    RetryPolicy policy =
        RetryPolicy.of(1, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> policy.run(failing(1))).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatAServerSentIsOneLineInTheLog() {
    IOException problem = new IOException("Invalid status line: \"\u001b[2J\nINFO all is well\"");
    assertThat(RetryPolicy.shown(problem))
        .isEqualTo("Invalid status line: \"?[2J?INFO all is well\"");
  }
}
