package io.github.clip4j.examples.command;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.Cluster;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The clusters of an analysis, for the eyes. */
final class AnalysisTable {
  private static final int MOST_BORDERLINE = 5;

  private final ClipAnalysis analysis;

  AnalysisTable(ClipAnalysis analysis) {
    this.analysis = analysis;
  }

  void print(PrintStream out) {
    int width =
        analysis.clusters().stream().mapToInt(cluster -> cluster.name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, "cluster".length()) + "s  %6s  %10s%n";
    out.printf(Locale.ROOT, row, "cluster", "images", "silhouette");
    for (Cluster cluster : analysis.clusters()) {
      OptionalDouble mean =
          analysis.images().stream()
              .filter(image -> image.cluster() == cluster.id())
              .flatMapToDouble(image -> image.silhouette().stream())
              .average();
      out.printf(Locale.ROOT, row, Console.visible(cluster.name()), cluster.size(), number(mean));
    }
    List<AnalyzedImage> borderline = analysis.borderline();
    if (!borderline.isEmpty()) {
      out.println("between clusters:");
      borderline.stream().limit(MOST_BORDERLINE).forEach(image -> out.println("  " + line(image)));
      if (borderline.size() > MOST_BORDERLINE) {
        out.println("  and " + (borderline.size() - MOST_BORDERLINE) + " more");
      }
    }
  }

  private String line(AnalyzedImage image) {
    StringBuilder line = new StringBuilder(Console.visible(image.name()));
    line.append(": ").append(Console.visible(analysis.clusterOf(image).name()));
    image
        .runnerUpCluster()
        .ifPresent(
            id ->
                line.append(", next ").append(Console.visible(analysis.clusters().get(id).name())));
    return line.append(", silhouette ").append(number(image.silhouette())).toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.3f", value.getAsDouble()) : "-";
  }
}
