package io.github.clip4j.benchmarks;

import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.MiniBatchKMeans;
import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.PcaModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.NpyRowWriter;
import io.github.clip4j.npy.NpyRows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.ejml.data.FMatrixRMaj;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PCA, mini-batch and full k-means of a million vectors of 512 entries in a mapped {@code .npy}
 * file of two gigabytes, each timed once, with the most heap that was in use: run it with {@code
 * -Xmx1g}.
 */
public final class MillionVectors {
  private static final Logger LOG = LoggerFactory.getLogger(MillionVectors.class);
  private static final int CHUNK = 10_000;

  private MillionVectors() {}

  /**
   * Runs all three.
   *
   * @param arguments the file, which is made where it does not exist, and the number of vectors
   *     (1,000,000)
   * @throws IOException if the file cannot be written or read
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    if (!Files.exists(file)) {
      make(file, count);
    }
    Rows rows = NpyRows.open(file);
    PcaModel pca = timed("PCA(2)", rows, Pca.withComponents(2)::fit);
    LOG.info("  variance {}", pca.explainedVariance());
    report(timed("mini-batch k-means(10)", rows, MiniBatchKMeans.of(10)::fit));
    report(timed("k-means(10)", rows, KMeans.of(10)::fit));
  }

  private static void report(KMeansModel model) {
    LOG.info(
        "  inertia {}, {} iterations, {} of the distances skipped",
        model.inertia(),
        model.iterations(),
        model.skippedShare());
  }

  private static void make(Path file, int count) throws IOException {
    try (NpyRowWriter writer = NpyRowWriter.create(file, 512)) {
      for (int first = 0; first < count; first += CHUNK) {
        FMatrixRMaj rows = SampleRows.chunk(first, Math.min(CHUNK, count - first));
        for (int i = 0; i < rows.numRows; i++) {
          writer.write(FloatBuffer.wrap(rows.data, i * 512, 512));
        }
      }
      writer.commit();
    }
  }

  private static <T> T timed(String what, Rows rows, Function<Rows, T> fit) {
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    long start = System.nanoTime();
    T result = fit.apply(rows);
    double seconds = (System.nanoTime() - start) / 1e9;
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum();
    LOG.info(
        "{} of {} x {}: {} s, heap at most {} MiB",
        what,
        rows.count(),
        rows.dimension(),
        String.format(Locale.ROOT, "%.1f", seconds),
        peak >> 20);
    return result;
  }
}
