package io.github.clip4j.viz;

import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.Cluster;
import io.github.clip4j.LabelScore;
import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.RgbImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An analysis as the values of the page's template. */
final class ReportValues {
  private static final int SCORES_SHOWN = 6;
  private static final int TYPICAL_SHOWN = 6;

  private final ClipAnalysis analysis;
  private final Photos photos;
  private final List<Integer> colours;

  private ReportValues(ClipAnalysis analysis, Photos photos, List<Integer> colours) {
    this.analysis = analysis;
    this.photos = photos;
    this.colours = colours;
  }

  static Map<String, Object> of(ClipAnalysis analysis, Photos photos, Scene scene, String title) {
    ReportValues report = new ReportValues(analysis, photos, scene.colours());
    Map<String, Object> values = new HashMap<>(SceneValues.of(scene, report.tips()));
    values.put("title", title);
    values.put("photos", report.photos());
    values.put("facts", report.facts());
    values.put("clusters", analysis.clusters().stream().map(report::cluster).toList());
    values.put("hasBorderline", !analysis.borderline().isEmpty());
    values.put("borderline", report.borderline());
    values.put("hasFailures", !analysis.failures().isEmpty());
    values.put("failures", analysis.failures().stream().map(ReportValues::failure).toList());
    values.put("images", report.all().mapToObj(report::image).toList());
    values.put("parameters", report.parameters());
    return values;
  }

  private IntStream all() {
    return IntStream.range(0, analysis.images().size());
  }

  private List<String> tips() {
    return analysis.images().stream()
        .map(image -> image.name() + "\n" + analysis.clusterOf(image).name())
        .toList();
  }

  private List<Map<String, Object>> photos() {
    return all()
        .filter(this::hasPhoto)
        .mapToObj(
            i -> {
              RgbImage photo = photos.images().get(i).orElseThrow();
              Supplier<String> uri = () -> DataUris.jpeg(photo);
              return Map.<String, Object>of(
                  "number", Integer.toString(i),
                  "width", Integer.toString(photo.width()),
                  "height", Integer.toString(photo.height()),
                  "uri", uri);
            })
        .toList();
  }

  private boolean hasPhoto(int image) {
    return photos.images().get(image).isPresent();
  }

  private List<Map<String, String>> facts() {
    List<Map<String, String>> facts = new ArrayList<>();
    facts.add(Map.of("name", "images", "value", Integer.toString(analysis.images().size())));
    facts.add(Map.of("name", "clusters", "value", Integer.toString(analysis.clusters().size())));
    if (!analysis.failures().isEmpty()) {
      facts.add(Map.of("name", "failed", "value", Integer.toString(analysis.failures().size())));
    }
    facts.add(Map.of("name", "silhouette", "value", number(analysis.statistics().silhouette())));
    facts.add(Map.of("name", "(model)", "value", analysis.settings().model()));
    return facts;
  }

  private Map<String, Object> cluster(Cluster cluster) {
    List<LabelScore> best =
        cluster.scores().stream()
            .sorted(Comparator.comparingDouble(LabelScore::cosine).reversed())
            .toList();
    List<LabelScore> shown = best.subList(0, Math.min(SCORES_SHOWN, best.size()));
    int more = best.size() - shown.size();
    return Map.of(
        "name", cluster.name(),
        "colour", colour(cluster.id()),
        "size", Integer.toString(cluster.size()),
        "margin", number(cluster.margin()),
        "scores", shown.stream().map(ReportValues::score).toList(),
        "more", more == 0 ? "" : Integer.toString(more),
        "typical", typical(cluster.id()));
  }

  private static Map<String, String> score(LabelScore score) {
    return Map.of("label", score.label(), "cosine", number(score.cosine()));
  }

  private List<Map<String, Object>> typical(int cluster) {
    return all()
        .filter(i -> analysis.images().get(i).cluster() == cluster)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> -analysis.images().get(i).silhouette().orElse(Double.NEGATIVE_INFINITY)))
        .limit(TYPICAL_SHOWN)
        .map(this::reference)
        .toList();
  }

  private Map<String, Object> reference(int image) {
    return Map.of(
        "number", Integer.toString(image),
        "name", analysis.images().get(image).name(),
        "photo", hasPhoto(image));
  }

  private List<Map<String, Object>> borderline() {
    Map<AnalyzedImage, Integer> numbers =
        all()
            .boxed()
            .collect(Collectors.toMap(analysis.images()::get, i -> i, (first, again) -> first));
    return analysis.borderline().stream()
        .map(image -> borderline(image, numbers.getOrDefault(image, 0)))
        .toList();
  }

  private Map<String, Object> borderline(AnalyzedImage image, int number) {
    String cluster = analysis.clusterOf(image).name();
    Map<String, Object> values = new HashMap<>(reference(number));
    values.put("cluster", cluster);
    values.put("runnerUp", "");
    image
        .runnerUpCluster()
        .ifPresent(id -> values.put("runnerUp", analysis.clusters().get(id).name()));
    values.put(
        "label",
        image
            .bestLabel()
            .map(LabelScore::label)
            .filter(label -> !label.equals(cluster))
            .orElse(""));
    values.put("silhouette", number(image.silhouette()));
    return values;
  }

  private static Map<String, String> failure(ImageFailure failure) {
    return Map.of("name", failure.source().name(), "reason", failure.reason());
  }

  private Map<String, Object> image(int index) {
    AnalyzedImage image = analysis.images().get(index);
    Map<String, Object> values = new HashMap<>(reference(index));
    values.put("cluster", analysis.clusterOf(image).name());
    values.put("colour", colour(image.cluster()));
    values.put("silhouette", number(image.silhouette()));
    values.put("label", image.bestLabel().map(LabelScore::label).orElse(""));
    values.put("cosine", image.bestLabel().map(best -> number(best.cosine())).orElse(""));
    values.put("x", number(image.x()));
    values.put("y", number(image.y()));
    return values;
  }

  private List<Map<String, String>> parameters() {
    ClipAnalysis.Settings settings = analysis.settings();
    ClipAnalysis.Statistics statistics = analysis.statistics();
    List<Map<String, String>> rows = new ArrayList<>();
    rows.add(row("Model", settings.model()));
    rows.add(row("Dimension", Integer.toString(analysis.embeddings().dimension())));
    rows.add(row("Labels", settings.labels().isEmpty() ? "none" : join(settings.labels())));
    rows.add(row("Clusters (k)", Integer.toString(analysis.clusters().size())));
    rows.add(row("Seed", Long.toString(settings.seed())));
    rows.add(row("Restarts", Integer.toString(settings.restarts())));
    rows.add(row("Inertia", number(statistics.inertia())));
    rows.add(row("Mean silhouette", number(statistics.silhouette())));
    if (!statistics.silhouetteByK().isEmpty()) {
      rows.add(
          row(
              "Silhouette by k",
              join(
                  statistics.silhouetteByK().entrySet().stream()
                      .map(entry -> entry.getKey() + ": " + number(entry.getValue()))
                      .toList())));
    }
    rows.add(
        row(
            "Explained variance",
            join(
                IntStream.range(0, statistics.explainedVarianceRatio().size())
                    .mapToObj(component -> AnalysisPlot.axisLabel(analysis, component))
                    .toList())));
    return rows;
  }

  private static Map<String, String> row(String name, String value) {
    return Map.of("name", name, "value", value);
  }

  private static String join(List<String> values) {
    return String.join(", ", values);
  }

  private String colour(int cluster) {
    return String.format(Locale.ROOT, "#%06X", colours.get(cluster));
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "–";
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "–";
  }
}
