package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  /** Whoever sees the failure frees what the others would still work with. */
  @Test
  void afterAFailureNothingIsUnderWayOrBegun() {
    int threads = 4;
    CountDownLatch allAtWork = new CountDownLatch(threads);
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    Workers.Task task =
        index -> {
          begun.incrementAndGet();
          allAtWork.countDown();
          await(allAtWork);
          if (index == 0) {
            failed.countDown();
            throw new IllegalArgumentException("task 0");
          }
          await(failed);
          pause();
          ended.incrementAndGet();
        };

    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(() -> workers.forEach(1000, () -> task)).hasMessage("task 0");
    }

    assertThat(ended.get()).isEqualTo(begun.get() - 1);
    assertThat(begun.get()).isLessThan(1000);
  }

  @Test
  void anInterruptEndsTheWorkOfTheCaller() {
    AtomicInteger begun = new AtomicInteger();
    Workers.Task task =
        index -> {
          begun.incrementAndGet();
          Thread.currentThread().interrupt();
        };

    try (Workers workers = new Workers(1)) {
      assertThatThrownBy(() -> workers.forEach(1000, () -> task))
          .isInstanceOf(CancellationException.class);
    }

    assertThat(begun).hasValue(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Long enough that a thread that does not wait is seen not to. */
  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
