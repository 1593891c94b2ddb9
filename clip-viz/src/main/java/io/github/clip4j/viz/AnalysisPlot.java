package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.Cluster;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What an analysis says, as a plot's data. */
final class AnalysisPlot {
  private AnalysisPlot() {}

  static PlotData of(ClipAnalysis analysis, Photos photos, String title) {
    Set<AnalyzedImage> borderline = Set.copyOf(analysis.borderline());
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < analysis.images().size(); i++) {
      AnalyzedImage image = analysis.images().get(i);
      OptionalInt runnerUp =
          borderline.contains(image) ? image.runnerUpCluster() : OptionalInt.empty();
      items.add(new Item(image.x(), image.y(), image.cluster(), photos.aspect(i), runnerUp));
    }
    List<Group> groups = new ArrayList<>();
    for (Cluster cluster : analysis.clusters()) {
      groups.add(new Group(cluster.name(), cluster.size()));
    }
    return new PlotData(
        title.isBlank() ? standardTitle(analysis, photos) : title,
        axisLabel(analysis, 0),
        axisLabel(analysis, 1),
        footnote(analysis),
        groups,
        items);
  }

  private static String standardTitle(ClipAnalysis analysis, Photos photos) {
    boolean none = photos.images().stream().allMatch(Optional::isEmpty);
    return count(analysis.images().size(), none ? "image" : "photo")
        + " in "
        + count(analysis.clusters().size(), "cluster");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** "PC 1 (34.2 %)"; without the share where there is no variance; empty without a component. */
  static String axisLabel(ClipAnalysis analysis, int component) {
    List<Double> shares = analysis.statistics().explainedVarianceRatio();
    if (component >= shares.size()) {
      return "";
    }
    String name = "PC " + (component + 1);
    double share = shares.get(component);
    return Double.isFinite(share)
        ? String.format(Locale.ROOT, "%s (%.1f %%)", name, 100 * share)
        : name;
  }

  static String footnote(ClipAnalysis analysis) {
    List<String> parts = new ArrayList<>();
    parts.add("model " + analysis.settings().model());
    parts.add("k = " + analysis.clusters().size());
    analysis
        .statistics()
        .silhouette()
        .ifPresent(value -> parts.add(String.format(Locale.ROOT, "silhouette %.3f", value)));
    parts.add("seed " + analysis.settings().seed());
    return String.join("  ·  ", parts);
  }
}
