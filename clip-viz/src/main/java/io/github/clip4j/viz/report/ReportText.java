package io.github.clip4j.viz.report;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.image.ImageFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the page says in words, without its script: the facts, the failures, the parameters. */
record ReportText(ClipAnalysis analysis) {

  Map<String, Object> values() {
    return Map.of(
        "facts", facts(),
        "failed", Integer.toString(analysis.failures().size()),
        "hasFailures", !analysis.failures().isEmpty(),
        "failures", analysis.failures().stream().map(ReportText::failure).toList(),
        "parameters", parameters(),
        "snippet", new Snippet(analysis).toString());
  }

  private List<Map<String, String>> facts() {
    List<Map<String, String>> facts = new ArrayList<>();
    facts.add(counted(analysis.images().size(), "image"));
    facts.add(counted(analysis.clusters().size(), "cluster"));
    facts.add(row("silhouette", number(analysis.statistics().silhouette())));
    facts.add(row("(model)", analysis.settings().model()));
    return facts;
  }

  private static Map<String, String> counted(int count, String what) {
    return row(count == 1 ? what : what + "s", Integer.toString(count));
  }

  private static Map<String, String> failure(ImageFailure failure) {
    return row(failure.source().name(), failure.reason());
  }

  private List<Map<String, String>> parameters() {
    ClipAnalysis.Settings settings = analysis.settings();
    ClipAnalysis.Statistics statistics = analysis.statistics();
    List<Map<String, String>> rows = new ArrayList<>();
    rows.add(row("Model", settings.model()));
    rows.add(row("Fingerprint", analysis.embeddings().fingerprint()));
    rows.add(row("Dimension", Integer.toString(analysis.embeddings().dimension())));
    rows.add(row("Labels", join(settings.labels())));
    if (!settings.labels().isEmpty()) {
      rows.add(row("Prompts", join(settings.templates().apply("{}"))));
    }
    rows.add(row("Clusters (k)", clusterCount(settings)));
    rows.add(row("Clustered", settings.reducedSpace() ? "principal components" : "embeddings"));
    rows.add(row("Seed", Long.toString(settings.seed())));
    rows.add(row("Restarts", Integer.toString(settings.restarts())));
    rows.add(row("Inertia", number(statistics.inertia())));
    rows.add(row("Mean silhouette", number(statistics.silhouette())));
    rows.add(
        row(
            "Explained variance",
            join(
                statistics.explainedVarianceRatio().stream()
                    .map(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
                    .toList())));
    return rows;
  }

  private String clusterCount(ClipAnalysis.Settings settings) {
    String count = Integer.toString(analysis.clusters().size());
    return settings.automatic()
        ? String.format(
            Locale.ROOT,
            "%s, chosen from %d to at most %d by the silhouette",
            count,
            settings.fewestClusters(),
            settings.mostClusters())
        : count;
  }

  private static Map<String, String> row(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static String join(List<String> values) {
    return values.isEmpty() ? "none" : values.stream().collect(Collectors.joining(", "));
  }

  private static String number(OptionalDouble value) {
    return number(value.orElse(Double.NaN));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }
}
