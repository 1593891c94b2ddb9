package io.github.clip4j.benchmarks;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.viz.ClusterPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

/** The picture of an analysis as a PNG file, the photos' decoding and shrinking included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RenderingBenchmark {
  private static final int DIMENSION = 64;
  private static final int GROUPS = 5;

  /** Photos in the picture. */
  @Param("100")
  public int photos;

  /** A directory of photos, of which the first are taken; where it is empty, some are made. */
  @Param("")
  public String directory = "";

  private ClipAnalysis analysis;
  private Path picture;

  /**
   * Groups photos by vectors that are made up.
   *
   * @throws IOException if the picture cannot be written
   */
  @Setup
  public void setUp() throws IOException {
    List<ImageSource> sources =
        directory.isEmpty()
            ? IntStream.range(0, photos)
                .mapToObj(i -> ImageSource.bytes("photo " + i, SamplePhoto.jpeg(640, 480, i)))
                .toList()
            : ImageSource.directory(Path.of(directory)).subList(0, photos);
    try (ClipModel model =
        ClipModel.of(ImageEncoder.of(DIMENSION, "made up", RenderingBenchmark::vector))) {
      analysis = ClipPipeline.using(model).cluster(GROUPS).analyze(sources);
    }
    picture = Files.createTempFile("clip4j-benchmark", ".png");
  }

  private static float[] vector(ImageSource image) {
    Random random = new Random(image.name().hashCode());
    float[] vector = new float[DIMENSION];
    vector[random.nextInt(GROUPS)] = 3;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] += (float) random.nextGaussian() * 0.5f;
    }
    return vector;
  }

  /**
   * Removes the picture.
   *
   * @throws IOException if it cannot be removed
   */
  @TearDown
  public void tearDown() throws IOException {
    Files.deleteIfExists(picture);
  }

  /** Reads, shrinks and places the photos, draws and compresses. */
  @Benchmark
  public Path writePng() {
    ClusterPlot.of(analysis).writePng(picture);
    return picture;
  }
}
