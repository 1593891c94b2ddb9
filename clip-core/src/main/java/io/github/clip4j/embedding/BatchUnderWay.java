package io.github.clip4j.embedding;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A batch that workers load, each an image at a time. Who loads the last image encodes the batch
 * there and then, so that no thread waits for another.
 */
final class BatchUnderWay {
  private final ImageEncoder.Batch batch;
  private final PromisedVectors promised;
  private final List<ImageSource> images;
  private final Workers workers;
  private final @Nullable ImageException[] problems;
  private final AtomicInteger toLoad;
  private final CompletableFuture<float[][]> vectors = new CompletableFuture<>();

  private BatchUnderWay(
      ImageEncoder.Batch batch,
      PromisedVectors promised,
      List<ImageSource> images,
      Workers workers) {
    this.batch = batch;
    this.promised = promised;
    this.images = images;
    this.workers = workers;
    this.problems = new ImageException[images.size()];
    this.toLoad = new AtomicInteger(images.size());
  }

  static BatchUnderWay start(
      ImageEncoder.Batch batch,
      PromisedVectors promised,
      List<ImageSource> images,
      Workers workers) {
    BatchUnderWay started = new BatchUnderWay(batch, promised, images, workers);
    for (int slot = 0; slot < images.size(); slot++) {
      int slotToLoad = slot;
      workers.execute(() -> started.load(slotToLoad));
    }
    return started;
  }

  ImageEncoder.Batch batch() {
    return batch;
  }

  int size() {
    return images.size();
  }

  private void load(int slot) {
    try {
      if (vectors.isDone() || workers.areStopping()) {
        return;
      }
      try {
        batch.load(slot, images.get(slot));
      } catch (ImageException e) {
        problems[slot] = e;
      }
      if (toLoad.decrementAndGet() == 0 && !workers.areStopping()) {
        vectors.complete(encode());
      }
    } catch (RuntimeException | Error e) {
      vectors.completeExceptionally(e);
    }
  }

  private float[][] encode() {
    int[] readable =
        IntStream.range(0, problems.length).filter(slot -> problems[slot] == null).toArray();
    return readable.length == 0
        ? new float[0][]
        : promised.require(
            batch.encode(readable), readable.length, i -> images.get(readable[i]).name());
  }

  /** Waits for the vectors, and hands all images over in their order. */
  void finish(ImageSink sink) {
    float[][] encoded = Workers.await(vectors);
    int row = 0;
    for (int slot = 0; slot < problems.length; slot++) {
      ImageException problem = problems[slot];
      if (problem == null) {
        handOver(images.get(slot), encoded[row++], sink);
      } else {
        sink.failed(new ImageFailure(images.get(slot), reason(problem)));
      }
    }
  }

  /** The encoder's array is not written to: it may be one of a table. */
  private static void handOver(ImageSource image, float[] vector, ImageSink sink) {
    float[] unit = vector.clone();
    if (UnitVectors.normalize(unit, 0, unit.length)) {
      sink.embedded(image, unit);
    } else {
      sink.failed(new ImageFailure(image, "the model returned NaN or infinity for it"));
    }
  }

  private static String reason(ImageException problem) {
    String message = problem.getMessage();
    return message == null ? "it could not be read" : message;
  }
}
