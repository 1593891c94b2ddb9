package io.github.clip4j.embedding;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Has an encoder embed many images: while one batch is encoded, the next ones are read and prepared
 * by a pool of threads.
 *
 * <p>Batch {@code i} holds the images from {@code i * batchSize} on, whatever their number of
 * threads, the time they take, or how many of them fail. Memory holds {@value #BATCHES_IN_FLIGHT}
 * batches at a time.
 */
public final class ImageEmbedder {
  private static final int BATCHES_IN_FLIGHT = 3;
  private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

  private final ImageEncoder encoder;
  private final int threads;
  private final IntConsumer listener;

  private ImageEmbedder(ImageEncoder encoder, int threads, IntConsumer listener) {
    this.encoder = encoder;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * With one preparing thread a processor. The encoder stays the caller's to close.
   *
   * @param encoder the encoder
   * @return the embedder
   */
  public static ImageEmbedder of(ImageEncoder encoder) {
    return new ImageEmbedder(encoder, Runtime.getRuntime().availableProcessors(), done -> {});
  }

  /**
   * The same with another number of preparing threads, at least 1; the results do not change.
   *
   * @param count at least 1
   * @return the embedder
   */
  public ImageEmbedder withThreads(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + count);
    }
    return new ImageEmbedder(encoder, count, listener);
  }

  /**
   * The same, telling after each batch how many images are done, on the calling thread.
   *
   * @param newListener is given the number of images that are done
   * @return the embedder
   */
  public ImageEmbedder onProgress(IntConsumer newListener) {
    return new ImageEmbedder(encoder, threads, newListener);
  }

  /**
   * Embeds the images and keeps all vectors.
   *
   * @param images the images, in the order of the results
   * @return the vectors and the failures
   */
  public ImageEmbeddings embed(List<ImageSource> images) {
    List<ImageSource> embedded = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<ImageFailure> failures = new ArrayList<>();
    embed(
        images,
        new ImageSink() {
          @Override
          public void embedded(ImageSource image, float[] vector) {
            embedded.add(image);
            vectors.add(vector);
          }

          @Override
          public void failed(ImageFailure failure) {
            failures.add(failure);
          }
        });
    List<String> names = embedded.stream().map(ImageSource::name).toList();
    Embeddings embeddings =
        Embeddings.of(names, vectors, encoder.dimension(), encoder.fingerprint());
    return new ImageEmbeddings(embedded, embeddings, failures);
  }

  /**
   * Embeds the images and hands over one result after the other, in the order of the images.
   *
   * @param images the images, in the order of the results
   * @param sink receives the results
   * @throws CancellationException if the thread is interrupted; it stays interrupted, what was
   *     handed over stands, and nothing is left running
   */
  public void embed(List<ImageSource> images, ImageSink sink) {
    ExecutorService loaders = Executors.newFixedThreadPool(threads, ImageEmbedder::newLoader);
    Deque<ImageEncoder.Batch> idle = new ArrayDeque<>();
    Deque<LoadingBatch> inFlight = new ArrayDeque<>();
    try {
      int next = 0;
      int done = 0;
      while (next < images.size() || !inFlight.isEmpty()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        while (next < images.size() && inFlight.size() < BATCHES_IN_FLIGHT) {
          int end = Math.min(next + encoder.batchSize(), images.size());
          ImageEncoder.Batch batch = idle.isEmpty() ? encoder.newBatch() : idle.remove();
          inFlight.add(LoadingBatch.start(batch, images.subList(next, end), loaders));
          next = end;
        }
        LoadingBatch loading = inFlight.element();
        loading.finish(sink);
        done += loading.size();
        listener.accept(done);
        idle.add(inFlight.remove().batch());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while images were being embedded");
    } finally {
      stop(loaders);
      idle.forEach(ImageEncoder.Batch::close);
      inFlight.forEach(loading -> loading.batch().close());
    }
  }

  /** Waits until no loader touches a batch any more, so that the batches can be closed. */
  private static void stop(ExecutorService loaders) {
    loaders.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (loaders.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread newLoader(Runnable work) {
    Thread thread = new Thread(work, "clip4j-loader-" + THREAD_NUMBER.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
