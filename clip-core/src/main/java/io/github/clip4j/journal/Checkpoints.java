package io.github.clip4j.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects results, and appends them to a journal when some time has passed, in whole batches. */
final class Checkpoints {
  /** Far below the longest frame: one more batch fits, unless it is a very large one. */
  private static final int MOST_BYTES = Frames.LONGEST / 8;

  private final Journal journal;
  private final long intervalNanos;
  private final List<Result> results = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();

  /**
   * About what they take in the journal: six times as much at most, if JSON escapes each letter.
   */
  private long bytes;

  private int wholeResults;
  private int wholeVectors;
  private long written = System.nanoTime();

  Checkpoints(Journal journal, Duration interval) {
    this.journal = journal;
    this.intervalNanos = interval.toNanos();
  }

  /** The result of the next image, with its vector if it has one. */
  void add(Result result, float @Nullable [] vector) {
    results.add(result);
    bytes += result.toString().length();
    if (vector != null) {
      vectors.add(vector);
      bytes += (long) vector.length * Float.BYTES;
    }
  }

  /** The images so far are whole batches. */
  void endBatch() throws IOException {
    wholeResults = results.size();
    wholeVectors = vectors.size();
    if (System.nanoTime() - written >= intervalNanos || bytes > MOST_BYTES) {
      write();
    }
  }

  /** Appends the whole batches that have not been. */
  void write() throws IOException {
    if (wholeResults > 0) {
      List<Result> whole = results.subList(0, wholeResults);
      List<float[]> vectorsOfWhole = vectors.subList(0, wholeVectors);
      journal.append(whole, vectorsOfWhole);
      whole.clear();
      vectorsOfWhole.clear();
      wholeResults = 0;
      wholeVectors = 0;
      bytes = 0;
    }
    written = System.nanoTime();
  }
}
