package io.github.clip4j.embedding;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;

/**
 * Has an encoder embed many images on several threads: each reads and prepares images, and encodes
 * a batch when it has prepared the last image of it. All of them have work until the last images,
 * whatever decoding and encoding cost.
 *
 * <p>Batch {@code i} holds the images from {@code i * batchSize} on, whatever their number of
 * threads, the time they take, or how many of them fail. Memory holds two batches more than there
 * are threads.
 */
public final class ImageEmbedder {
  private static final int BATCHES_AHEAD = 2;

  private final ImageEncoder encoder;
  private final int threads;
  private final IntConsumer listener;

  private ImageEmbedder(ImageEncoder encoder, int threads, IntConsumer listener) {
    this.encoder = encoder;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * With one thread a processor. The encoder stays the caller's to close.
   *
   * @param encoder the encoder
   * @return the embedder
   */
  public static ImageEmbedder of(ImageEncoder encoder) {
    return new ImageEmbedder(encoder, Runtime.getRuntime().availableProcessors(), done -> {});
  }

  /**
   * The same with another number of threads, at least 1; the results do not change.
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
   * @throws io.github.clip4j.error.ModelException if the encoder gives vectors of another number or
   *     length than it promises
   */
  public void embed(List<ImageSource> images, ImageSink sink) {
    PromisedVectors promised = new PromisedVectors(encoder.dimension(), encoder.fingerprint());
    Deque<ImageEncoder.Batch> idle = new ArrayDeque<>();
    Deque<BatchUnderWay> underWay = new ArrayDeque<>();
    try (Workers workers = new Workers(threads)) {
      int next = 0;
      int done = 0;
      while (next < images.size() || !underWay.isEmpty()) {
        while (next < images.size() && underWay.size() < threads + BATCHES_AHEAD) {
          int end = Math.min(next + encoder.batchSize(), images.size());
          ImageEncoder.Batch batch = idle.isEmpty() ? encoder.newBatch() : idle.remove();
          underWay.add(BatchUnderWay.start(batch, promised, images.subList(next, end), workers));
          next = end;
        }
        BatchUnderWay first = underWay.element();
        first.finish(sink);
        done += first.size();
        listener.accept(done);
        idle.add(underWay.remove().batch());
      }
    } finally {
      // No worker is left to touch them.
      idle.forEach(ImageEncoder.Batch::close);
      underWay.forEach(batch -> batch.batch().close());
    }
  }
}
