package io.github.clip4j.benchmarks;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.model.OpenedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The image tower over images that were loaded before, all of them on all processors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class ImageEncodingBenchmark {

  /** A bundled model, a directory or a cached hub id. */
  @Param("mini")
  public String model = "";

  /** Images that are encoded. */
  @Param({"1", "8", "32"})
  public int batch;

  /** Threads of one run; as many runs as fit on the processors go on at a time. */
  @Param("1")
  public int threads;

  private OpenedModel opened;
  private ExecutorService callers;
  private final List<ImageEncoder.Batch> batches = new ArrayList<>();
  private final List<Callable<float[][]>> runs = new ArrayList<>();

  /** Opens the model and loads the images. */
  @Setup
  public void setUp() {
    ModelOptions options = ModelOptions.standard();
    opened = ModelLocator.locate(model).open(options.withOnnx(options.onnx().withThreads(threads)));
    ImageEncoder encoder = opened.imageEncoder();
    for (int start = 0; start < batch; start += encoder.batchSize()) {
      int[] slots = IntStream.range(0, Math.min(encoder.batchSize(), batch - start)).toArray();
      ImageEncoder.Batch loaded = encoder.newBatch();
      for (int slot : slots) {
        byte[] jpeg = SamplePhoto.jpeg(320, 240, start + slot);
        loaded.load(slot, ImageSource.bytes("sample", jpeg));
      }
      batches.add(loaded);
      runs.add(() -> loaded.encode(slots));
    }
    callers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  /** Frees the native memory. */
  @TearDown
  public void tearDown() {
    callers.shutdown();
    batches.forEach(ImageEncoder.Batch::close);
    opened.close();
  }

  /**
   * Runs the tower and copies the vectors out.
   *
   * @throws InterruptedException if the benchmark is stopped
   */
  @Benchmark
  public List<Future<float[][]>> encode() throws InterruptedException {
    return callers.invokeAll(runs);
  }
}
