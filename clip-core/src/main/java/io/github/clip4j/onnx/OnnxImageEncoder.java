package io.github.clip4j.onnx;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Images through an ONNX graph: the image tower of a model, or a joint graph, of which only the
 * image side is asked.
 *
 * <p>A vector does not depend on the images beside it: float graphs give the same numbers to within
 * rounding (10<sup>-6</sup> after normalising), and dynamically quantised ones, whose scales are
 * taken over a batch, are run image by image unless {@link OnnxOptions#batchQuantized()} says
 * otherwise. Closing waits for runs under way.
 */
public final class OnnxImageEncoder implements ImageEncoder {

  private final OnnxGraph graph;
  private final GraphInputs inputs;
  private final ImagePreprocessor preprocessor;
  private final TowerRules rules;
  private final String fingerprint;
  private final Port output;
  private final int runSize;
  private final int dimension;
  private final Deque<Buffers> idle = new ArrayDeque<>();
  private volatile boolean closed;

  private OnnxImageEncoder(
      OnnxGraph graph, ImagePreprocessor preprocessor, TowerRules rules, String fingerprint) {
    this.graph = graph;
    this.preprocessor = preprocessor;
    this.rules = rules;
    this.fingerprint = fingerprint;
    this.inputs = new GraphInputs(graph);
    this.output = EmbeddingOutput.choose(graph, inputs, EmbeddingOutput.IMAGE, rules);
    checkShape(inputs.pixels());
    int fixed = inputs.pixels().size(0);
    this.runSize = fixed > 0 ? fixed : graph.runsSingly() ? 1 : graph.options().imagesOfARun();
    this.dimension = output.size(1) > 0 ? output.size(1) : probe();
  }

  /**
   * An encoder for a graph. It keeps the graph open until it is closed itself.
   *
   * @param graph with one input for pixels, {@code [n, 3, height, width]}
   * @param preprocessor makes the pixels
   * @param rules what the model's files say about the graph
   * @param fingerprint names the model and the preprocessing
   * @return the encoder
   * @throws io.github.clip4j.error.ModelException if the graph wants other inputs, or has no output
   *     that is an embedding; the message lists what was found
   */
  public static OnnxImageEncoder of(
      OnnxGraph graph, ImagePreprocessor preprocessor, TowerRules rules, String fingerprint) {
    OnnxImageEncoder encoder = new OnnxImageEncoder(graph, preprocessor, rules, fingerprint);
    graph.retain();
    return encoder;
  }

  private void checkShape(Port pixels) {
    boolean fits =
        fits(pixels.size(1), 3)
            && fits(pixels.size(2), preprocessor.height())
            && fits(pixels.size(3), preprocessor.width());
    if (!fits) {
      throw inputs.refusal(
          "the preprocessing makes images of 3 x "
              + preprocessor.height()
              + " x "
              + preprocessor.width()
              + ", the graph wants "
              + pixels);
    }
  }

  private static boolean fits(int wanted, int made) {
    return wanted < 0 || wanted == made;
  }

  private int probe() {
    try (Feeds feeds = new Feeds()) {
      feed(feeds, Feeds.directFloats(runSize * imageLength()), runSize);
      return graph.run(feeds, output)[0].length;
    }
  }

  private int imageLength() {
    return 3 * preprocessor.height() * preprocessor.width();
  }

  /** {@return the input that takes the pixels, the output that is the embedding} */
  public String describe() {
    return inputs.pixels() + " -> " + output;
  }

  /** {@return why that output is the embedding} */
  public String reason() {
    return EmbeddingOutput.reason(output, rules);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public int batchSize() {
    return runSize;
  }

  @Override
  public Batch newBatch() {
    checkOpen();
    @Nullable Buffers kept;
    synchronized (idle) {
      kept = idle.poll();
    }
    return new PixelBatch(kept == null ? new Buffers() : kept);
  }

  /** Keeps as many as there can be runs at a time: callers beyond that wait anyway. */
  private void giveBack(Buffers buffers) {
    synchronized (idle) {
      if (!closed && idle.size() < graph.options().runsAtATime()) {
        idle.add(buffers);
      }
    }
  }

  private void feed(Feeds feeds, FloatBuffer pixels, int rows) {
    inputs.feedPixels(feeds, pixels, rows, preprocessor.height(), preprocessor.width());
    if (inputs.isJoint()) {
      inputs.feedIdleText(feeds, rows, rules.paddedLength().orElse(2));
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the image encoder of " + graph.file() + " is closed");
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      synchronized (idle) {
        idle.clear();
      }
      graph.release();
    }
  }

  /** The direct buffers of one run, which batches take over from each other. */
  private final class Buffers {
    private final FloatBuffer pixels = Feeds.directFloats(runSize * imageLength());
    private final FloatBuffer vectors = Feeds.directFloats(runSize * dimension);
    private final Feeds feeds = new Feeds();
  }

  /** The pixels of the images of one run in one direct buffer, slot after slot. */
  private final class PixelBatch implements Batch {
    private final int length = imageLength();
    private final Buffers buffers;
    private final boolean[] tried = new boolean[runSize];
    private final boolean[] loaded = new boolean[runSize];
    private final AtomicInteger callsUnderWay = new AtomicInteger();
    private final AtomicBoolean batchClosed = new AtomicBoolean();

    PixelBatch(Buffers buffers) {
      this.buffers = buffers;
    }

    @Override
    public void load(int slot, ImageSource image) {
      callsUnderWay.incrementAndGet();
      try {
        check();
        if (slot < 0 || slot >= runSize) {
          throw new IllegalArgumentException(
              "expected a slot from 0 to " + (runSize - 1) + ", got " + slot);
        }
        mark(slot, false);
        preprocessor.preprocess(image, pixels(slot));
        mark(slot, true);
      } finally {
        callsUnderWay.decrementAndGet();
      }
    }

    private void mark(int slot, boolean holdsItsImage) {
      synchronized (tried) {
        tried[slot] = true;
        loaded[slot] = holdsItsImage;
      }
    }

    private FloatBuffer pixels(int slot) {
      return buffers.pixels.slice(slot * length, length);
    }

    @Override
    public float[][] encode(int[] slots) {
      callsUnderWay.incrementAndGet();
      try {
        check();
        if (slots.length == 0) {
          throw new IllegalArgumentException("expected at least one slot, got none");
        }
        int rows = rows(slots);
        clearAllButImages(slots, rows);
        return run(slots, rows);
      } finally {
        callsUnderWay.decrementAndGet();
      }
    }

    private float[][] run(int[] slots, int rows) {
      float[][] result = new float[slots.length][dimension];
      try (Feeds run = buffers.feeds) {
        feed(run, buffers.pixels.slice(0, rows * length), rows);
        if (output.isHalf()) {
          float[][] all = graph.run(run, output);
          Arrays.setAll(result, i -> all[slots[i]]);
        } else {
          graph.run(run, output, buffers.vectors.slice(0, rows * dimension), rows, dimension);
          for (int i = 0; i < slots.length; i++) {
            buffers.vectors.get(slots[i] * dimension, result[i]);
          }
        }
      }
      return result;
    }

    /**
     * Were an image of another run or batch run along, quantisation scales would depend on it.
     * Those that are asked for stay, so that they may be asked for again.
     */
    private void clearAllButImages(int[] slots, int rows) {
      synchronized (tried) {
        boolean[] asked = new boolean[runSize];
        for (int slot : slots) {
          asked[slot] = true;
        }
        for (int slot = 0; slot < rows; slot++) {
          if (!loaded[slot] || !(tried[slot] || asked[slot])) {
            loaded[slot] = false;
            pixels(slot).put(new float[length]);
          }
        }
        Arrays.fill(tried, false);
      }
    }

    /**
     * A slot whose image could not be read runs along: were it left out, the size of the run, and
     * with it the last bits of its neighbours' vectors, would depend on the failure.
     */
    private int rows(int[] slots) {
      int end = 0;
      for (int slot : slots) {
        end = Math.max(end, slot + 1);
      }
      synchronized (tried) {
        for (int slot = 0; slot < tried.length; slot++) {
          end = tried[slot] ? Math.max(end, slot + 1) : end;
        }
      }
      return inputs.pixels().size(0) > 0 ? runSize : end;
    }

    private void check() {
      checkOpen();
      if (batchClosed.get()) {
        throw new IllegalStateException("this batch is closed");
      }
    }

    /** What a call of another thread may still write to is not given to the next batch. */
    @Override
    public void close() {
      if (!batchClosed.getAndSet(true) && callsUnderWay.get() == 0) {
        giveBack(buffers);
      }
    }
  }
}
