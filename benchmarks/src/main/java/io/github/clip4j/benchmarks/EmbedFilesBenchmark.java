package io.github.clip4j.benchmarks;

import io.github.clip4j.ClipModel;
import io.github.clip4j.embedding.ImageEmbeddings;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Photo files to vectors: decoding, preprocessing and inference, overlapped. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EmbedFilesBenchmark {
  private static final int MADE_PHOTOS = 24;

  /** A bundled model, a directory or a cached hub id. */
  @Param("mini")
  public String model = "";

  /** A directory of photos; where it is empty, some are made. */
  @Param("")
  public String photos = "";

  private ClipModel opened;
  private List<ImageSource> sources;

  /**
   * Opens the model and finds the photos.
   *
   * @throws IOException if photos cannot be made
   */
  @Setup
  public void setUp() throws IOException {
    opened = ClipModel.load(model);
    sources = ImageSource.directory(photos.isEmpty() ? madePhotos() : Path.of(photos));
  }

  private static Path madePhotos() throws IOException {
    Path directory = Files.createTempDirectory("clip4j-benchmark");
    directory.toFile().deleteOnExit();
    for (int i = 0; i < MADE_PHOTOS; i++) {
      Path photo = directory.resolve(i + ".jpg");
      Files.write(photo, SamplePhoto.jpeg(640, 480, i));
      photo.toFile().deleteOnExit();
    }
    return directory;
  }

  /** Frees the native memory. */
  @TearDown
  public void tearDown() {
    opened.close();
  }

  /** Embeds all photos. */
  @Benchmark
  public ImageEmbeddings embed() {
    return opened.embedImages(sources);
  }
}
