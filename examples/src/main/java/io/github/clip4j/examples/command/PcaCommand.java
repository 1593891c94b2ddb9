package io.github.clip4j.examples.command;

import io.github.clip4j.linalg.Pca;
import io.github.clip4j.linalg.PcaModel;
import io.github.clip4j.linalg.Rows;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Principal components of the rows of an array. */
@Command(
    name = "pca",
    description = "Principal components of the rows of an array.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the required options before it calls
final class PcaCommand implements Callable<Integer> {
  private static final String[] OUTPUTS = {
    "mean.npy",
    "components.npy",
    "explained_variance.npy",
    "explained_variance_ratio.npy",
    "singular_values.npy",
    "transformed.npy"
  };

  @Option(names = "--in", required = true, paramLabel = "X.npy", description = "Array of [n, d].")
  private Path in;

  @Option(
      names = "--components",
      required = true,
      paramLabel = "K|F",
      description = "An integer is a count, a number with a point a fraction of the variance.")
  private String components;

  @Option(names = "--whiten", description = "Scale the components to unit variance.")
  private boolean whiten;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "For the arrays.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Pca pca = pca(components).whiten(whiten);
    Rows rows = NpyInput.rows(in);
    try (OutputFiles files = OutputFiles.in(out, OUTPUTS).sparing(List.of(in))) {
      PcaModel model = pca.fit(rows);
      write(files, "mean.npy", NpyArray.of(model.mean(), model.dimension()));
      write(files, "components.npy", NpyArray.of(model.components()));
      write(files, "explained_variance.npy", floats(model.explainedVariance()));
      write(files, "explained_variance_ratio.npy", floats(model.explainedVarianceRatio()));
      write(files, "singular_values.npy", floats(model.singularValues()));
      write(files, "transformed.npy", NpyArray.of(model.transform(rows)));
      files.commit();
    }
    return ExitStatus.DONE;
  }

  private static Pca pca(String components) {
    try {
      return components.contains(".")
          ? Pca.withVariance(Double.parseDouble(components))
          : Pca.withComponents(Integer.parseInt(components));
    } catch (NumberFormatException e) {
      throw new UsageException(
          "expected an integer or a number with a decimal point for --components, got "
              + components);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--components: " + e.getMessage());
    }
  }

  private static void write(OutputFiles files, String name, NpyArray array) throws IOException {
    array.write(files.stage(name));
  }

  private static NpyArray floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return NpyArray.of(floats, floats.length);
  }
}
