package io.github.clip4j.journal;

import io.github.clip4j.embedding.ImageEmbedder;
import io.github.clip4j.embedding.ImageSink;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.error.JournalException;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A file that keeps the vectors of a long run as they are made, so that a run which was cut off, by
 * a kill, a crash or a pulled plug, is finished by the next one: no image is lost, none is embedded
 * twice.
 *
 * <pre>{@code
 * EmbeddingJournal journal = EmbeddingJournal.at(Path.of("photos.journal"));
 * JournalReport report = model.embedImages(images, journal, sink);
 * }</pre>
 *
 * <p>Results are appended in whole batches, checksummed, and forced to the disk twice a second. The
 * next run with the same journal takes them from there, and goes on at the beginning of a batch:
 * for the same images, the vectors are those of an uninterrupted run, to the last bit. Images that
 * changed since (the size or the time of the file; with {@link #comparingContents()} the content)
 * are embedded again, and so are those that failed; the vectors of the others may then differ from
 * a run without journal by what the batch they ran in makes of the last bits. Images that are not
 * among the given ones any more are left out, and reported.
 *
 * <p>A journal belongs to one model and one preprocessing: with another it is refused. It stays
 * when a run is complete, so that the next run embeds only what is new; delete it when you do not
 * need that. It holds each vector, so it is about as large as the vectors. Immutable; one run at a
 * time has the file.
 */
public final class EmbeddingJournal {
  private final Path file;
  private final boolean comparesContents;
  private final Duration interval;
  private final IntConsumer listener;

  private EmbeddingJournal(
      Path file, boolean comparesContents, Duration interval, IntConsumer listener) {
    this.file = file;
    this.comparesContents = comparesContents;
    this.interval = interval;
    this.listener = listener;
  }

  /**
   * A journal that tells changed files by size and time.
   *
   * @param file the journal, in a directory that exists; it is made where it is missing
   * @return the journal; nothing is read or written before it is used
   */
  public static EmbeddingJournal at(Path file) {
    return new EmbeddingJournal(file, false, Duration.ofMillis(500), done -> {});
  }

  /**
   * {@return the same, telling changed images by the SHA-256 of their contents: every image is read
   * once more, and one that a run without this option embedded counts as changed}
   */
  public EmbeddingJournal comparingContents() {
    return new EmbeddingJournal(file, true, interval, listener);
  }

  /**
   * The same with another time between checkpoints, half a second by default: what a pulled plug
   * costs at most, beside the batch that is being encoded. Each checkpoint waits for the disk.
   *
   * @param newInterval not negative; with zero each batch is a checkpoint
   * @return the journal
   * @throws IllegalArgumentException if it is negative
   */
  public EmbeddingJournal checkpointEvery(Duration newInterval) {
    if (newInterval.isNegative()) {
      throw new IllegalArgumentException(
          "expected a time of at least zero between checkpoints, got " + newInterval);
    }
    return new EmbeddingJournal(file, comparesContents, newInterval, listener);
  }

  /**
   * The same, telling how many images are done, those of earlier runs included, on the calling
   * thread.
   *
   * @param newListener is given the number of images that are done
   * @return the journal
   */
  public EmbeddingJournal onProgress(IntConsumer newListener) {
    return new EmbeddingJournal(file, comparesContents, interval, newListener);
  }

  /**
   * Embeds the images that the journal has no vector of, then hands over all results.
   *
   * @param encoder stays the caller's to close
   * @param images the images, in the order of the results
   * @param sink receives the result of each image, in the order of the images, once all are done
   * @return what was in the journal, and what had to be done
   * @throws JournalException if the journal is of another model, in use, something else, or cannot
   *     be written; what it held before stays in it
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what was done
   *     is in the journal
   */
  public JournalReport embed(ImageEncoder encoder, List<ImageSource> images, ImageSink sink) {
    try (Journal journal =
        Journal.open(file, encoder.fingerprint(), encoder.dimension(), encoder.batchSize())) {
      JournalledRun run = new JournalledRun(journal, images, comparesContents);
      run.embed(ImageEmbedder.of(encoder), interval, listener);
      return run.handOver(sink);
    } catch (IOException e) {
      throw new JournalException(
          "cannot read or write the journal "
              + file
              + ": "
              + e.getMessage()
              + "; what it held stays in it: give it room, and run again",
          e);
    }
  }
}
