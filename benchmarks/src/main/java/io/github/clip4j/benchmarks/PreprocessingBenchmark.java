package io.github.clip4j.benchmarks;

import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** The bytes of a JPEG to the normalised {@code [3, 224, 224]} tensor, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class PreprocessingBenchmark {

  /** Width and height of the JPEG, in pixels. */
  @Param({"640x480", "1920x1080"})
  public String size = "";

  private ImageSource photo;
  private final ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip());
  private FloatBuffer tensor;

  /** Makes the photo and the tensor that is written again and again. */
  @Setup
  public void setUp() {
    String[] edges = size.split("x", -1);
    photo =
        ImageSource.bytes(
            size, SamplePhoto.jpeg(Integer.parseInt(edges[0]), Integer.parseInt(edges[1]), 1));
    int floats = 3 * preprocessor.height() * preprocessor.width();
    tensor =
        ByteBuffer.allocateDirect(floats * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /** Decode, resize, crop, rescale, normalise. */
  @Benchmark
  public FloatBuffer jpegToTensor() {
    tensor.rewind();
    preprocessor.preprocess(photo, tensor);
    return tensor;
  }
}
