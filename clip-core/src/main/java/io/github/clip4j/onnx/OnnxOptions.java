package io.github.clip4j.onnx;

import java.util.Objects;

/**
 * How graphs are run.
 *
 * <p>By default each run has one thread, and as many runs go on at a time as this process may use
 * processors: many images are encoded fastest that way. For single images or texts, one at a time,
 * {@link #withThreads(int)} with the number of processors gives the shortest wait. The product of
 * both numbers is never more than the processors. Embeddings are the same bits either way.
 *
 * @param threads the threads of one run on the CPU
 * @param spinning whether the idle threads of a run wait actively: a little faster under steady
 *     load, but it burns the processor between runs; of no effect with one thread
 * @param batchQuantized whether a dynamically quantised graph may run several inputs at once. Its
 *     quantisation scales are taken over the whole batch, so that a vector then depends on its
 *     neighbours (cosines down to 0.9945 between batches of 1 and 8 have been measured)
 * @param provider what runs the graphs
 */
public record OnnxOptions(
    int threads, boolean spinning, boolean batchQuantized, ExecutionProvider provider) {

  private static final OnnxOptions STANDARD =
      new OnnxOptions(1, false, false, ExecutionProvider.CPU);

  /**
   * Checks the number of threads.
   *
   * @param threads see {@link #threads()}
   * @param spinning see {@link #spinning()}
   * @param batchQuantized see {@link #batchQuantized()}
   * @param provider see {@link #provider()}
   */
  public OnnxOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
    }
    Objects.requireNonNull(provider);
  }

  /** {@return runs of one thread each on the CPU, no spinning, no mixing} */
  public static OnnxOptions standard() {
    return STANDARD;
  }

  /**
   * {@return these options with another number of threads}
   *
   * @param number at least 1
   */
  public OnnxOptions withThreads(int number) {
    return new OnnxOptions(number, spinning, batchQuantized, provider);
  }

  /**
   * {@return these options with idle threads that wait actively, or do not}
   *
   * @param on see {@link #spinning()}
   */
  public OnnxOptions withSpinning(boolean on) {
    return new OnnxOptions(threads, on, batchQuantized, provider);
  }

  /**
   * {@return these options with batches for dynamically quantised graphs, or without}
   *
   * @param on see {@link #batchQuantized()}
   */
  public OnnxOptions withBatchQuantized(boolean on) {
    return new OnnxOptions(threads, spinning, on, provider);
  }

  /**
   * {@return these options with another execution provider}
   *
   * @param newProvider refused when a graph is opened, if it is not there
   */
  public OnnxOptions withProvider(ExecutionProvider newProvider) {
    return new OnnxOptions(threads, spinning, batchQuantized, newProvider);
  }

  /** The most runs of a graph at a time; others wait for their turn. */
  int runsAtATime() {
    return provider == ExecutionProvider.CPU
        ? Math.max(1, Runtime.getRuntime().availableProcessors() / threads)
        : 1;
  }

  /** The images of one run: what fills the matrix units, and no more. */
  int imagesOfARun() {
    return provider == ExecutionProvider.CPU ? 4 : 32;
  }

  /** The tokens of one run, over all its texts. */
  int tokensOfARun() {
    return provider == ExecutionProvider.CPU ? 320 : 2560;
  }
}
