package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.CosineSearch;
import io.github.clip4j.linalg.CosineSearch.Match;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.NpyRowWriter;
import io.github.clip4j.npy.NpyRows;
import java.io.IOException;
import java.nio.FloatBuffer;
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

/** The ten nearest of unit vectors in a memory-mapped {@code .npy} file, exactly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class SearchBenchmark {
  private static final int DIMENSION = 512;
  private static final int ROWS_AT_A_TIME = 10_000;

  /** Rows of 512 entries; a million are 2 GB on disk. */
  @Param({"100000"})
  public int n;

  /** Queries that are answered together. */
  @Param({"1", "64"})
  public int queries;

  /** Threads of the search. */
  @Param({"1", "2"})
  public int threads;

  private Path file;
  private CosineSearch search;
  private Rows query;

  /** Writes the rows and maps them. */
  @Setup
  public void setUp() throws IOException {
    file = Files.createTempFile("clip4j-search", ".npy");
    try (NpyRowWriter writer = NpyRowWriter.create(file, DIMENSION)) {
      for (int done = 0; done < n; done += ROWS_AT_A_TIME) {
        int count = Math.min(ROWS_AT_A_TIME, n - done);
        writer.write(SampleRows.grouped(count, DIMENSION, done).data);
      }
      writer.commit();
    }
    NpyRows rows = NpyRows.open(file);
    float[] values = new float[queries * DIMENSION];
    rows.copy(0, queries, FloatBuffer.wrap(values));
    query = Rows.of(values, DIMENSION);
    search = CosineSearch.of(rows).threads(threads);
  }

  /** Removes the file. */
  @TearDown
  public void tearDown() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Compares every row with every query. */
  @Benchmark
  public List<List<Match>> nearestTen() {
    return search.nearest(query, 10);
  }
}
