package io.github.clip4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as a stream whose every read ends: with bytes, at the end, or with an error
 * when nothing comes for too long. It holds no more than one delivery of the client.
 */
final class TimedBody extends InputStream implements BodySubscriber<InputStream> {

  /** A delivery: bytes, or the end, with or without a problem. */
  private record Delivery(List<ByteBuffer> bytes, boolean last, @Nullable Throwable problem) {}

  private final Duration stall;
  private final long deadline;
  private final Duration total;
  private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private boolean ended;

  // Given and cancelled by different threads, both under the lock of this object.
  private Flow.@Nullable Subscription subscription;
  private boolean closed;

  /** With the {@link System#nanoTime()} at which everything must have come. */
  TimedBody(Duration stall, long deadline, Duration total) {
    this.stall = stall;
    this.deadline = deadline;
    this.total = total;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(1);
    }
  }

  private synchronized void requestMore() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    deliveries.add(new Delivery(bytes, false, null));
  }

  @Override
  public void onError(Throwable problem) {
    deliveries.add(new Delivery(List.of(), true, problem));
  }

  @Override
  public void onComplete() {
    deliveries.add(new Delivery(List.of(), true, null));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (unread.isEmpty()) {
      if (ended) {
        return -1;
      }
      receive();
    }
    ByteBuffer next = unread.element();
    int count = Math.min(length, next.remaining());
    next.get(target, offset, count);
    if (!next.hasRemaining()) {
      unread.remove();
    }
    return count;
  }

  private void receive() throws IOException {
    Delivery delivery = next();
    if (delivery.problem != null) {
      ended = true;
      throw new IOException(reason(delivery.problem), delivery.problem);
    }
    ended = delivery.last;
    delivery.bytes.stream().filter(ByteBuffer::hasRemaining).forEach(unread::add);
    if (!ended) {
      requestMore();
    }
  }

  private Delivery next() throws IOException {
    long left = deadline - System.nanoTime();
    long wait = Math.min(stall.toNanos(), left);
    try {
      Delivery delivery = deliveries.poll(Math.max(wait, 0), TimeUnit.NANOSECONDS);
      if (delivery == null) {
        close();
        throw new HttpTimeoutException(
            left <= stall.toNanos()
                ? "no answer within " + Timeouts.seconds(total)
                : "nothing more came within " + Timeouts.seconds(stall));
      }
      return delivery;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }

  private static String reason(Throwable problem) {
    return "the transfer broke off: "
        + (problem.getMessage() == null ? problem : problem.getMessage());
  }

  /** Ends the transfer, whatever is still to come. */
  @Override
  public synchronized void close() {
    ended = true;
    unread.clear();
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
