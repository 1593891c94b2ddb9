package io.github.clip4j.benchmarks;

import io.github.clip4j.Classification;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.ClipModel;
import io.github.clip4j.ClipPipeline;
import io.github.clip4j.ZeroShotClassifier;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.linalg.Rows;
import java.nio.FloatBuffer;
import java.util.List;
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

/** Names for what was embedded before: images and words are vectors of 512 entries already. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class NamingBenchmark {
  private static final int DIMENSION = 512;
  private static final int CLUSTERS = 10;

  /** Words to choose from. */
  @Param({"4", "1000"})
  public int labels;

  private ClipModel model;
  private ZeroShotClassifier classifier;
  private ClipPipeline pipeline;
  private Embeddings images;
  private Embeddings few;

  /** Makes vectors up. */
  @Setup
  public void setUp() {
    List<String> words = names("label", labels);
    model =
        ClipModel.of(
            ImageEncoder.of(DIMENSION, "made up", image -> new float[DIMENSION]),
            new Words(labels));
    classifier = ZeroShotClassifier.of(model, words);
    pipeline = ClipPipeline.using(model).cluster(CLUSTERS).nameFrom(words);
    images = images(1000);
    few = images(2 * CLUSTERS);
  }

  private Embeddings images(int count) {
    return Embeddings.of(
        names("image", count),
        Rows.of(SampleRows.grouped(count, DIMENSION, 1)),
        model.fingerprint());
  }

  private static List<String> names(String kind, int count) {
    return IntStream.range(0, count).mapToObj(i -> kind + " " + i).toList();
  }

  /** Vectors that are made up, in no time. */
  private static final class Words implements TextEncoder {
    private final Rows vectors;

    Words(int count) {
      vectors = Rows.of(SampleRows.grouped(count, DIMENSION, 2));
    }

    @Override
    public int dimension() {
      return DIMENSION;
    }

    @Override
    public String fingerprint() {
      return "made up";
    }

    @Override
    public float[][] encode(List<String> texts) {
      float[][] encoded = new float[texts.size()][DIMENSION];
      for (int i = 0; i < encoded.length; i++) {
        vectors.copy(i, 1, FloatBuffer.wrap(encoded[i]));
      }
      return encoded;
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  /** Closes the model. */
  @TearDown
  public void tearDown() {
    model.close();
  }

  /** The probability of each label for each of a thousand images. */
  @Benchmark
  public List<Classification> nameImages() {
    return classifier.classify(images);
  }

  /**
   * Ten clusters of twenty images, which take little time to find, and their names and scores; the
   * labels are embedded in each call.
   */
  @Benchmark
  public ClipAnalysis nameClusters() {
    return pipeline.analyze(few);
  }
}
