package io.github.clip4j.examples.command;

import io.github.clip4j.linalg.KMeans;
import io.github.clip4j.linalg.KMeansModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.linalg.Silhouette;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clusters of the rows of an array. */
@Command(
    name = "kmeans",
    description = "Clusters of the rows of an array.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class KMeansCommand implements Callable<Integer> {
  private static final String SILHOUETTE = "silhouette.npy";
  private static final String[] OUTPUTS = {"labels.npy", "centers.npy", SILHOUETTE, "kmeans.json"};

  @Option(names = "--in", required = true, paramLabel = "X.npy", description = "Array of [n, d].")
  private Path in;

  @Option(names = "--clusters", required = true, paramLabel = "K", description = "How many.")
  private int clusters;

  @Option(
      names = "--init",
      paramLabel = "C.npy",
      description = "Initial centres of [K, d]; means one start.")
  private @Nullable Path init;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "42",
      description = "Seeds k-means++ (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--restarts",
      paramLabel = "R",
      defaultValue = "1",
      description = "Starts; the best is kept (default: ${DEFAULT-VALUE}).")
  private int restarts;

  @Option(
      names = "--tol",
      paramLabel = "T",
      defaultValue = "1e-4",
      description =
          "Stop when the centres move less, relative to the variance (default: ${DEFAULT-VALUE}).")
  private double tolerance;

  @Option(
      names = "--max-iter",
      paramLabel = "I",
      defaultValue = "300",
      description = "Stop after this many iterations (default: ${DEFAULT-VALUE}).")
  private int maxIterations;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "For the arrays.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    KMeans kmeans = settings();
    Rows rows = NpyInput.rows(in);
    try (OutputFiles files = OutputFiles.in(out, OUTPUTS).sparing(inputs())) {
      KMeansModel clustering = kmeans.fit(rows);
      int[] labels = clustering.labels();
      NpyArray.of(labels, labels.length).write(files.stage("labels.npy"));
      NpyArray.of(clustering.centres()).write(files.stage("centers.npy"));
      writeSilhouette(rows, labels, files);
      String summary =
          JsonLine.pretty(
              json ->
                  json.name("inertia")
                      .value(clustering.inertia())
                      .name("iterations")
                      .value(clustering.iterations()));
      Files.writeString(files.stage("kmeans.json"), summary);
      files.commit();
    }
    return ExitStatus.DONE;
  }

  private List<Path> inputs() {
    return init == null ? List.of(in) : List.of(in, init);
  }

  private KMeans settings() throws IOException {
    Numbers.requireAtLeast(1, clusters, "--clusters");
    Numbers.requireAtLeast(1, restarts, "--restarts");
    Numbers.requireAtLeast(1, maxIterations, "--max-iter");
    if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
      throw new UsageException("expected a number of at least 0 for --tol, got " + tolerance);
    }
    KMeans kmeans =
        KMeans.of(clusters)
            .seed(seed)
            .restarts(restarts)
            .maxIterations(maxIterations)
            .tolerance(tolerance);
    if (init == null) {
      return kmeans;
    }
    if (restarts > 1) {
      throw new UsageException("--init means one start: leave --restarts " + restarts + " out");
    }
    return kmeans.initialCentres(NpyInput.matrix(init));
  }

  private static void writeSilhouette(Rows rows, int[] labels, OutputFiles files)
      throws IOException {
    if (!Silhouette.isDefined(labels)) {
      files.remove(SILHOUETTE);
      return;
    }
    double[] samples = Silhouette.of(rows, labels).samples();
    float[] floats = new float[samples.length];
    for (int i = 0; i < samples.length; i++) {
      floats[i] = (float) samples[i];
    }
    NpyArray.of(floats, floats.length).write(files.stage(SILHOUETTE));
  }
}
