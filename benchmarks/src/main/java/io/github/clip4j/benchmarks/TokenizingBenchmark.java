package io.github.clip4j.benchmarks;

import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.text.ClipTokenizer;
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

/** One text to token ids. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TokenizingBenchmark {

  /** A bundled model, a directory or a cached hub id. */
  @Param("mini")
  public String model = "";

  /** What is tokenized. */
  @Param({
    "a photo of a cat",
    "two brown dogs in the snow beside an old red bus in front of a castle"
  })
  public String text = "";

  private ClipTokenizer tokenizer;

  /** Opens the tokenizer. */
  @Setup
  public void setUp() {
    tokenizer = ModelLocator.locate(model).tokenizer();
  }

  /** Frees the native memory. */
  @TearDown
  public void tearDown() {
    tokenizer.close();
  }

  /** Normalises, splits and merges. */
  @Benchmark
  public int[] ids() {
    return tokenizer.ids(text);
  }
}
