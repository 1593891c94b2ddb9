package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.Rows;
import io.github.clip4j.linalg.Silhouette;
import java.io.IOException;
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

/** The silhouette of ten groups of unit vectors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class SilhouetteBenchmark {

  /** Rows of 512 entries. */
  @Param({"1000", "10000"})
  public int n;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** A folder with {@code rows_n.npy} and what goes with it; empty for rows that are made here. */
  @Param("")
  public String folder = "";

  private Rows rows;
  private int[] labels;

  /** Reads or makes the rows and their labels. */
  @Setup
  public void setUp() throws IOException {
    rows = Rows.of(SampleRows.rows(n, folder));
    labels = SampleRows.labels(n, folder);
  }

  /** Measures all rows. */
  @Benchmark
  public Silhouette measure() {
    return Silhouette.of(rows, labels, threads);
  }
}
