package io.github.clip4j.embedding;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A batch whose images are being read and prepared by other threads. */
final class LoadingBatch {
  private final ImageEncoder.Batch batch;
  private final List<ImageSource> images;
  private final List<Future<?>> loads;

  private LoadingBatch(ImageEncoder.Batch batch, List<ImageSource> images, List<Future<?>> loads) {
    this.batch = batch;
    this.images = images;
    this.loads = loads;
  }

  static LoadingBatch start(
      ImageEncoder.Batch batch, List<ImageSource> images, ExecutorService loaders) {
    List<Future<?>> loads = new ArrayList<>();
    for (int slot = 0; slot < images.size(); slot++) {
      int slotToLoad = slot;
      loads.add(loaders.submit(() -> batch.load(slotToLoad, images.get(slotToLoad))));
    }
    return new LoadingBatch(batch, images, loads);
  }

  ImageEncoder.Batch batch() {
    return batch;
  }

  int size() {
    return images.size();
  }

  /** Waits for the images, encodes those that could be read, and hands all over in their order. */
  void finish(ImageSink sink) throws InterruptedException {
    List<@Nullable ImageException> problems = new ArrayList<>();
    for (Future<?> load : loads) {
      problems.add(problemOf(load));
    }
    int[] readable = readableSlots(problems);
    float[][] vectors = readable.length == 0 ? new float[0][] : batch.encode(readable);
    int row = 0;
    for (int slot = 0; slot < images.size(); slot++) {
      ImageException problem = problems.get(slot);
      if (problem == null) {
        handOver(images.get(slot), vectors[row++], sink);
      } else {
        sink.failed(new ImageFailure(images.get(slot), reason(problem)));
      }
    }
  }

  private static void handOver(ImageSource image, float[] vector, ImageSink sink) {
    if (UnitVectors.normalize(vector, 0, vector.length)) {
      sink.embedded(image, vector);
    } else {
      sink.failed(new ImageFailure(image, "the model returned NaN or infinity for it"));
    }
  }

  private static int[] readableSlots(List<@Nullable ImageException> problems) {
    int[] slots = new int[problems.size()];
    int count = 0;
    for (int slot = 0; slot < slots.length; slot++) {
      if (problems.get(slot) == null) {
        slots[count++] = slot;
      }
    }
    return Arrays.copyOf(slots, count);
  }

  private static @Nullable ImageException problemOf(Future<?> load) throws InterruptedException {
    try {
      load.get();
      return null;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof ImageException problem) {
        return problem;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      if (cause instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(cause);
    }
  }

  private static String reason(ImageException problem) {
    String message = problem.getMessage();
    return message == null ? "it could not be read" : message;
  }
}
