package io.github.clip4j.benchmarks;

import io.github.clip4j.image.ImageDecoder;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The bytes of JPEGs to normalised {@code [3, 224, 224]} tensors, on one thread: all of it, and the
 * decoding and the resizing alone. An operation is {@value #PHOTOS} photos.
 */
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

  /** A directory of photos, of which the first are taken; where it is empty, some are made. */
  @Param("")
  public String photos = "";

  private static final int PHOTOS = 8;

  private final List<ImageSource> encoded = new ArrayList<>();
  private final List<ImageSource> decoded = new ArrayList<>();
  private final ImageDecoder decoder = ImageDecoder.standard();
  private final ImagePreprocessor preprocessor = ImagePreprocessor.of(ImagePreprocessing.clip());
  private FloatBuffer tensor;

  /**
   * Reads or makes the photos, and the tensor that is written again and again.
   *
   * @throws IOException if a photo cannot be read
   */
  @Setup
  public void setUp() throws IOException {
    String[] edges = size.split("x", -1);
    for (int i = 0; i < PHOTOS; i++) {
      byte[] bytes =
          photos.isEmpty()
              ? SamplePhoto.jpeg(Integer.parseInt(edges[0]), Integer.parseInt(edges[1]), i)
              : bytes(ImageSource.directory(Path.of(photos)).get(i));
      ImageSource photo = ImageSource.bytes(size, bytes);
      encoded.add(photo);
      decoded.add(ImageSource.image(size, decoder.decode(photo).toBufferedImage()));
    }
    int floats = 3 * preprocessor.height() * preprocessor.width();
    tensor =
        ByteBuffer.allocateDirect(floats * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  private static byte[] bytes(ImageSource source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readAllBytes();
    }
  }

  /** Decode, resize, crop, rescale, normalise. */
  @Benchmark
  public FloatBuffer jpegToTensor() {
    return preprocessed(encoded);
  }

  /** Resize, crop, rescale, normalise. */
  @Benchmark
  public FloatBuffer pixelsToTensor() {
    return preprocessed(decoded);
  }

  /**
   * Decodes whole images to RGB.
   *
   * @param blackhole takes the images
   */
  @Benchmark
  public void decode(Blackhole blackhole) {
    for (ImageSource photo : encoded) {
      blackhole.consume(decoder.decode(photo));
    }
  }

  private FloatBuffer preprocessed(List<ImageSource> sources) {
    for (ImageSource source : sources) {
      tensor.rewind();
      preprocessor.preprocess(source, tensor);
    }
    return tensor;
  }
}
