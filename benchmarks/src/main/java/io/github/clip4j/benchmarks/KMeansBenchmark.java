package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Rows;
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

/** Ten clusters of grouped unit vectors, one start. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class KMeansBenchmark {

  /** Rows of 512 entries. */
  @Param({"1000", "10000"})
  public int n;

  /** Threads of the fit. */
  @Param({"1", "2"})
  public int threads;

  private Rows rows;

  /** Makes the rows. */
  @Setup
  public void setUp() {
    rows = Rows.of(SampleRows.grouped(n, 512, 1));
  }

  /** Seeds by greedy k-means++ and iterates until the labels stay. */
  @Benchmark
  public KMeansModel fitTenClusters() {
    return KMeans.of(10).seed(42).threads(threads).fit(rows);
  }
}
