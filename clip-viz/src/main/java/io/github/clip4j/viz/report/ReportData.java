package io.github.clip4j.viz.report;

import com.google.gson.stream.JsonWriter;
import io.github.clip4j.AnalyzedImage;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.Cluster;
import io.github.clip4j.LabelScore;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The numbers and names that the page's script works with, as JSON that may stand in HTML: {@code
 * <}, {@code >} and {@code &} are written as escapes, so that no name can end the element.
 */
final class ReportData {
  /** Nearest neighbours of an image. */
  private static final int NEIGHBOURS = 5;

  /** Principal components of the scree plot. */
  private static final int COMPONENTS = 10;

  /** Up to so many labels, everything has its score of each; above, of the best only. */
  private static final int ALL_LABELS = 40;

  private static final int BEST_LABELS = 12;

  private static final MathContext PRECISION = new MathContext(5);

  private final ClipAnalysis analysis;
  private final JsonWriter json;

  /** The numbers of the labels in the page's list of labels. */
  private final Map<String, Integer> labels = new LinkedHashMap<>();

  private ReportData(ClipAnalysis analysis, Writer out) {
    this.analysis = analysis;
    this.json = new JsonWriter(out);
    json.setHtmlSafe(true);
  }

  /**
   * Writes the data.
   *
   * @param colours one a cluster, {@code 0xRRGGBB}
   */
  static void write(ClipAnalysis analysis, List<Integer> colours, ReportPhotos photos, Writer out)
      throws IOException {
    ReportData data = new ReportData(analysis, out);
    data.json.beginObject();
    data.statistics();
    data.clusters(colours);
    data.images(photos);
    data.labels();
    data.json.endObject();
    data.json.flush();
  }

  private void statistics() throws IOException {
    shares("shares", analysis.statistics().explainedVarianceRatio());
    shares("scree", analysis.scree(COMPONENTS));
    json.name("silhouetteByK").beginArray();
    for (var entry : analysis.statistics().silhouetteByK().entrySet()) {
      pair(entry.getKey(), entry.getValue());
    }
    json.endArray();
  }

  private void shares(String name, List<Double> shares) throws IOException {
    json.name(name).beginArray();
    for (double share : shares) {
      number(share);
    }
    json.endArray();
  }

  private void clusters(List<Integer> colours) throws IOException {
    json.name("clusters").beginArray();
    for (Cluster cluster : analysis.clusters()) {
      json.beginObject();
      json.name("name").value(cluster.name());
      json.name("colour").value(String.format(Locale.ROOT, "#%06X", colours.get(cluster.id())));
      number("margin", cluster.margin());
      scores(cluster.scores());
      json.endObject();
    }
    json.endArray();
  }

  private void images(ReportPhotos photos) throws IOException {
    IdentityHashMap<AnalyzedImage, Integer> borderline = new IdentityHashMap<>();
    analysis.borderline().forEach(image -> borderline.put(image, borderline.size()));
    List<List<Neighbour>> neighbours = analysis.embeddings().nearestOfEach(NEIGHBOURS);
    json.name("images").beginArray();
    for (int i = 0; i < neighbours.size(); i++) {
      AnalyzedImage image = analysis.images().get(i);
      json.beginObject();
      json.name("file").value(image.name());
      number("x", OptionalDouble.of(image.x()));
      number("y", OptionalDouble.of(image.y()));
      json.name("cluster").value(image.cluster());
      number("silhouette", image.silhouette());
      number("aspect", photos.aspect(i));
      Integer rank = borderline.get(image);
      if (rank != null) {
        json.name("borderline").value(rank);
        json.name("runnerUp").value(image.runnerUpCluster().orElse(-1));
      }
      scores(image.scores());
      neighbours(neighbours.get(i));
      json.endObject();
    }
    json.endArray();
  }

  /** Pairs of a label's number and its cosine, best first. */
  private void scores(List<LabelScore> scores) throws IOException {
    List<LabelScore> best =
        scores.stream()
            .sorted(Comparator.comparingDouble(LabelScore::cosine).reversed())
            .limit(scores.size() <= ALL_LABELS ? ALL_LABELS : BEST_LABELS)
            .toList();
    json.name("scores").beginArray();
    for (LabelScore score : best) {
      pair(number(score.label()), score.cosine());
    }
    json.endArray();
  }

  private int number(String label) {
    Integer next = labels.size();
    return Objects.requireNonNullElse(labels.putIfAbsent(label, next), next);
  }

  private void neighbours(List<Neighbour> neighbours) throws IOException {
    json.name("neighbours").beginArray();
    for (Neighbour neighbour : neighbours) {
      pair(neighbour.row(), neighbour.cosine());
    }
    json.endArray();
  }

  private void labels() throws IOException {
    json.name("labels").beginArray();
    for (String label : labels.keySet()) {
      json.value(label);
    }
    json.endArray();
  }

  private void pair(int first, double second) throws IOException {
    json.beginArray().value(first);
    number(second);
    json.endArray();
  }

  private void number(String name, OptionalDouble value) throws IOException {
    json.name(name);
    number(value.orElse(Double.NaN));
  }

  /** Five significant digits; null where the number is undefined. */
  private void number(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.value(new BigDecimal(value).round(PRECISION).doubleValue());
    } else {
      json.nullValue();
    }
  }
}
