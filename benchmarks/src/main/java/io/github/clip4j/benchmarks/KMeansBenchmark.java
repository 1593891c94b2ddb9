package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ejml.data.FMatrixRMaj;
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

/** Ten clusters of grouped unit vectors. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class KMeansBenchmark {

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
  private FMatrixRMaj centres;

  /** Reads or makes the rows and the centres. */
  @Setup
  public void setUp() throws IOException {
    FMatrixRMaj matrix = SampleRows.rows(n, folder);
    rows = Rows.of(matrix);
    centres = SampleRows.centres(matrix, folder);
  }

  /** Four iterations from given centres. */
  @Benchmark
  public KMeansModel fourIterations() {
    return KMeans.of(10)
        .initialCentres(centres)
        .maxIterations(4)
        .tolerance(0)
        .threads(threads)
        .fit(rows);
  }

  /** From given centres until nothing changes. */
  @Benchmark
  public KMeansModel fromGivenCentres() {
    return KMeans.of(10).initialCentres(centres).threads(threads).fit(rows);
  }

  /** Five fits that each seed by greedy k-means++ and iterate until nothing changes. */
  @Benchmark
  public List<KMeansModel> fiveSeeds() {
    List<KMeansModel> models = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      models.add(KMeans.of(10).seed(seed).threads(threads).fit(rows));
    }
    return models;
  }
}
