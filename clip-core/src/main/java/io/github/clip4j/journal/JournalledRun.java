package io.github.clip4j.journal;

import io.github.clip4j.embedding.ImageEmbedder;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One run over a list of images: what the journal holds of them, what is to be done, and the
 * result.
 */
final class JournalledRun {
  private final Journal journal;
  private final List<ImageSource> images;
  private final List<Key> keys;
  private final List<@Nullable Version> versions = new ArrayList<>();
  private final List<Integer> again = new ArrayList<>();
  private final List<Integer> fresh = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private final Set<String> dropped = new LinkedHashSet<>();

  /** Compares the images, as they are now, with the journal. */
  JournalledRun(Journal journal, List<ImageSource> images, boolean comparesContents) {
    this.journal = journal;
    this.images = images;
    this.keys = Key.of(images);
    for (int i = 0; i < images.size(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while the images were compared");
      }
      Version now = Version.of(images.get(i), comparesContents).orElse(null);
      versions.add(now);
      sortIn(i, journal.find(keys.get(i)), now);
    }
    Set<Key> present = new HashSet<>(keys);
    for (Key key : journal.keys()) {
      if (!present.contains(key)) {
        dropped.add(key.name());
      }
    }
  }

  private void sortIn(int image, @Nullable Place place, @Nullable Version now) {
    if (place == null) {
      fresh.add(image);
    } else if (!place.holds(now)) {
      again.add(image);
      if (place.failure() == null) {
        changed.add(images.get(image).name());
      }
    }
  }

  /**
   * Embeds what is to be done. The images that failed or changed come first and by themselves, so
   * that the batches of the others, which a run that was cut off began with, are the same.
   */
  void embed(ImageEmbedder embedder, Duration interval, IntConsumer listener) throws IOException {
    int reused = images.size() - again.size() - fresh.size();
    listener.accept(reused);
    Checkpoints checkpoints = new Checkpoints(journal, interval);
    embed(embedder, again, checkpoints, done -> listener.accept(reused + done));
    int before = reused + again.size();
    embed(embedder, fresh, checkpoints, done -> listener.accept(before + done));
  }

  private void embed(
      ImageEmbedder embedder, List<Integer> places, Checkpoints checkpoints, IntConsumer listener)
      throws IOException {
    if (places.isEmpty()) {
      return;
    }
    Recorder recorder = new Recorder(places, checkpoints);
    try {
      embedder
          .onProgress(
              done -> {
                recorder.endBatch();
                listener.accept(done);
              })
          .embed(places.stream().map(images::get).toList(), recorder);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      checkpoints.write();
    }
  }

  /** Takes the results of the images at some places, in their order. */
  private final class Recorder implements ImageSink {
    private final List<Integer> places;
    private final Checkpoints checkpoints;
    private int next;

    Recorder(List<Integer> places, Checkpoints checkpoints) {
      this.places = places;
      this.checkpoints = checkpoints;
    }

    @Override
    public void embedded(ImageSource image, float[] vector) {
      record(vector, null);
    }

    @Override
    public void failed(ImageFailure failure) {
      record(null, failure.reason());
    }

    private void record(float @Nullable [] vector, @Nullable String failure) {
      int place = places.get(next++);
      checkpoints.add(Result.of(keys.get(place), versions.get(place), failure), vector);
    }

    void endBatch() {
      try {
        checkpoints.endBatch();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Hands over the results of all images, in their order. */
  JournalReport handOver(ImageSink sink) throws IOException {
    int failed = 0;
    for (int i = 0; i < images.size(); i++) {
      Place place = journal.find(keys.get(i));
      if (place == null) {
        throw new IllegalStateException("no result of " + keys.get(i));
      }
      if (place.failure() == null) {
        sink.embedded(images.get(i), journal.vector(place));
      } else {
        failed++;
        sink.failed(new ImageFailure(images.get(i), place.failure()));
      }
    }
    int reused = images.size() - again.size() - fresh.size();
    return new JournalReport(
        reused, images.size() - reused - failed, failed, changed, List.copyOf(dropped));
  }
}
