package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.Cluster;
import io.github.clip4j.LabelScore;
import io.github.clip4j.viz.PlotData.Borderline;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What an analysis says, as a plot's data. */
final class AnalysisPlot {
  private static final int BRIEF = 24;

  private AnalysisPlot() {}

  static PlotData of(ClipAnalysis analysis, Photos photos, Look look) {
    IdentityHashMap<AnalyzedImage, Integer> ranks = new IdentityHashMap<>();
    analysis.borderline().forEach(image -> ranks.put(image, ranks.size()));
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < analysis.images().size(); i++) {
      AnalyzedImage image = analysis.images().get(i);
      items.add(
          new Item(
              image.x(),
              image.y(),
              image.cluster(),
              shortName(image.name()),
              look.caption().apply(image),
              photos.aspect(i),
              Optional.ofNullable(ranks.get(image))
                  .map(rank -> borderline(analysis, image, rank))));
    }
    List<Group> groups = new ArrayList<>();
    for (Cluster cluster : analysis.clusters()) {
      groups.add(new Group(cluster.name(), cluster.size()));
    }
    return new PlotData(
        look.title().isBlank() ? standardTitle(analysis, photos) : look.title(),
        axisLabel(analysis, 0),
        axisLabel(analysis, 1),
        footnote(analysis),
        groups,
        items);
  }

  /** The last step of a path or URL. */
  static String shortName(String name) {
    String path = name.replaceFirst("[?#].*", "");
    String last = path.substring(1 + Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    return last.isBlank() ? name : last;
  }

  private static Borderline borderline(ClipAnalysis analysis, AnalyzedImage image, int rank) {
    String cluster = analysis.clusterOf(image).name();
    Optional<String> label =
        image.bestLabel().map(LabelScore::label).filter(best -> !best.equals(cluster));
    OptionalInt runnerUp = image.runnerUpCluster();
    boolean nearer = image.silhouette().orElse(0) < 0;
    if (label.isPresent() && !nearer) {
      OptionalInt other = named(analysis, label.get());
      return new Borderline(
          other.isPresent() ? other : runnerUp,
          "named " + brief(cluster) + ", by itself " + brief(label.get()),
          rank);
    }
    String other = runnerUp.isPresent() ? analysis.clusters().get(runnerUp.getAsInt()).name() : "";
    return new Borderline(
        runnerUp,
        "named "
            + brief(cluster)
            + (nearer ? ", sits nearer to " : ", almost as near to ")
            + (other.equals(cluster) ? "another " : "")
            + brief(other),
        rank);
  }

  /** A name that leaves room for others in a line. */
  private static String brief(String name) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(name);
    int end = characters.next(BRIEF);
    return end == BreakIterator.DONE ? name : name.substring(0, end).strip() + "…";
  }

  private static OptionalInt named(ClipAnalysis analysis, String label) {
    return analysis.clusters().stream()
        .filter(cluster -> cluster.name().equals(label))
        .mapToInt(Cluster::id)
        .findFirst();
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
