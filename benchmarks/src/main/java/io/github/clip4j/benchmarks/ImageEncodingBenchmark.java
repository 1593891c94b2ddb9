package io.github.clip4j.benchmarks;

import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.OpenedModel;
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

/** One run of the image tower over images that were loaded before. */
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

  /** Images in one run. */
  @Param({"1", "8"})
  public int batch;

  private OpenedModel opened;
  private ImageEncoder.Batch loaded;
  private int[] slots;

  /** Opens the model and loads the images. */
  @Setup
  public void setUp() {
    opened = ModelLocator.locate(model).open();
    loaded = opened.imageEncoder().newBatch();
    slots = IntStream.range(0, batch).toArray();
    for (int slot : slots) {
      byte[] jpeg = SamplePhoto.jpeg(320, 240, slot);
      loaded.load(slot, ImageSource.bytes("sample", jpeg));
    }
  }

  /** Frees the native memory. */
  @TearDown
  public void tearDown() {
    loaded.close();
    opened.close();
  }

  /** Runs the tower and copies the vectors out. */
  @Benchmark
  public float[][] encode() {
    return loaded.encode(slots);
  }
}
