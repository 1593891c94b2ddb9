package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.PcaModel;
import io.github.clip4j.linalg.Rows;
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

/** Two principal components of grouped unit vectors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class PcaBenchmark {

  /** Rows of 512 entries. */
  @Param({"1000", "10000", "100000"})
  public int n;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** A folder with {@code rows_n.npy} and what goes with it; empty for rows that are made here. */
  @Param("")
  public String folder = "";

  private Rows rows;

  /** Reads or makes the rows. */
  @Setup
  public void setUp() throws IOException {
    rows = Rows.of(SampleRows.rows(n, folder));
  }

  /** Fits two components. */
  @Benchmark
  public PcaModel fitTwoComponents() {
    return Pca.withComponents(2).threads(threads).fit(rows);
  }
}
