package io.github.clip4j.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingTest {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptEndsTheWaitingWhetherThereIsAResultOrNot(boolean ready) {
    CompletableFuture<String> work = new CompletableFuture<>();
    if (ready) {
      work.complete("done");
    }
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Waiting.unlessInterrupted(work, "bread was baked"))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while bread was baked");
    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
  }

  @Test
  void aWaitThroughInterruptsEndsWithTheResult() {
    CompletableFuture<String> work = new CompletableFuture<>();
    Thread waiting = Thread.currentThread();
    waiting.interrupt();
    new Thread(() -> work.complete("done")).start();
    String result = Waiting.throughInterrupts(work::get);
    assertThat(result).isEqualTo("done");
    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
  }

  @Test
  void whatTheWorkThrewIsThrownAsItIs() {
    for (Throwable thrown : new Throwable[] {new LinkageError("a"), new ArithmeticException("b")}) {
      CompletableFuture<String> work = CompletableFuture.failedFuture(thrown);
      assertThatThrownBy(() -> Waiting.unlessInterrupted(work, "it ran")).isSameAs(thrown);
      assertThatThrownBy(() -> Waiting.throughInterrupts(work::get)).isSameAs(thrown);
      assertThatThrownBy(() -> Waiting.throwUnchecked(new ExecutionException(thrown)))
          .isSameAs(thrown);
    }
  }

  @Test
  void whatIsCheckedIsTheCause() {
    IOException thrown = new IOException("c");
    CompletableFuture<String> work = CompletableFuture.failedFuture(thrown);
    assertThatThrownBy(() -> Waiting.unlessInterrupted(work, "it ran"))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(thrown);
    assertThatCode(() -> Waiting.throwUnchecked(new ExecutionException(thrown)))
        .doesNotThrowAnyException();
  }
}
