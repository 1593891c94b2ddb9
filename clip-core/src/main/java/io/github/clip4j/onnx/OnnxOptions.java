package io.github.clip4j.onnx;

/**
 * How graphs are run.
 *
 * @param threads the threads of one graph; embeddings are the same bits for any number
 * @param spinning whether idle threads wait actively: a little faster under steady load, but it
 *     burns the processor between calls
 * @param batchQuantized whether a dynamically quantised graph may run several inputs at once. Its
 *     quantisation scales are taken over the whole batch, so that a vector then depends on its
 *     neighbours (cosines down to 0.9945 between batches of 1 and 8 have been measured)
 */
public record OnnxOptions(int threads, boolean spinning, boolean batchQuantized) {

  private static final OnnxOptions STANDARD =
      new OnnxOptions(Runtime.getRuntime().availableProcessors(), false, false);

  /**
   * Checks the number of threads.
   *
   * @param threads see {@link #threads()}
   * @param spinning see {@link #spinning()}
   * @param batchQuantized see {@link #batchQuantized()}
   */
  public OnnxOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
    }
  }

  /** {@return as many threads as this process may use processors, no spinning, no mixing} */
  public static OnnxOptions standard() {
    return STANDARD;
  }

  /**
   * {@return these options with another number of threads}
   *
   * @param number at least 1
   */
  public OnnxOptions withThreads(int number) {
    return new OnnxOptions(number, spinning, batchQuantized);
  }

  /**
   * {@return these options with idle threads that wait actively, or do not}
   *
   * @param on see {@link #spinning()}
   */
  public OnnxOptions withSpinning(boolean on) {
    return new OnnxOptions(threads, on, batchQuantized);
  }

  /**
   * {@return these options with batches for dynamically quantised graphs, or without}
   *
   * @param on see {@link #batchQuantized()}
   */
  public OnnxOptions withBatchQuantized(boolean on) {
    return new OnnxOptions(threads, spinning, on);
  }
}
