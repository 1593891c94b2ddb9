package io.github.clip4j;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.github.clip4j.image.ImageFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An analysis as JSON, with the field names of the command's contract. Written as it is read: a
 * tree of the scores of many images would take many times their memory.
 */
final class AnalysisJson {
  private final JsonWriter json;

  private AnalysisJson(JsonWriter json) {
    this.json = json;
  }

  static String of(ClipAnalysis analysis) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setFormattingStyle(FormattingStyle.PRETTY);
      new AnalysisJson(json).write(analysis);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot be written to", e);
    }
    return text.toString();
  }

  private void write(ClipAnalysis analysis) throws IOException {
    ClipAnalysis.Settings settings = analysis.settings();
    ClipAnalysis.Statistics statistics = analysis.statistics();
    json.beginObject();
    json.name("model").value(settings.model());
    json.name("fingerprint").value(analysis.embeddings().fingerprint());
    json.name("seed").value(settings.seed());
    json.name("restarts").value(settings.restarts());
    json.name("dimension").value(analysis.embeddings().dimension());
    json.name("explainedVarianceRatio").beginArray();
    for (double ratio : statistics.explainedVarianceRatio()) {
      json.value(ratio);
    }
    json.endArray();
    json.name("inertia").value(statistics.inertia());
    number("silhouette", statistics.silhouette());
    json.name("silhouetteByK").beginObject();
    for (Map.Entry<Integer, Double> k : statistics.silhouetteByK().entrySet()) {
      json.name(k.getKey().toString()).value(k.getValue());
    }
    json.endObject();
    json.name("namedFrom").value(settings.namedFrom().name().toLowerCase(Locale.ROOT));
    json.name("labels").beginArray();
    for (String label : settings.labels()) {
      json.value(label);
    }
    json.endArray();
    clusters(analysis.clusters());
    images(analysis);
    failures(analysis.failures());
    json.endObject();
  }

  private void clusters(List<Cluster> clusters) throws IOException {
    json.name("clusters").beginArray();
    for (Cluster cluster : clusters) {
      json.beginObject();
      json.name("id").value(cluster.id());
      json.name("name").value(cluster.name());
      json.name("size").value(cluster.size());
      scores(cluster.scores());
      json.endObject();
    }
    json.endArray();
  }

  private void images(ClipAnalysis analysis) throws IOException {
    Set<AnalyzedImage> borderline = new HashSet<>(analysis.borderline());
    json.name("images").beginArray();
    for (AnalyzedImage image : analysis.images()) {
      json.beginObject();
      json.name("file").value(image.name());
      json.name("x").value(image.x());
      json.name("y").value(image.y());
      json.name("cluster").value(image.cluster());
      number("silhouette", image.silhouette());
      OptionalInt runnerUp = image.runnerUpCluster();
      json.name("runnerUpCluster");
      if (runnerUp.isPresent()) {
        json.value(runnerUp.getAsInt());
      } else {
        json.nullValue();
      }
      json.name("borderline").value(borderline.contains(image));
      scores(image.scores());
      json.endObject();
    }
    json.endArray();
  }

  private void failures(List<ImageFailure> failures) throws IOException {
    json.name("failures").beginArray();
    for (ImageFailure failure : failures) {
      json.beginObject();
      json.name("file").value(failure.source().name());
      json.name("error").value(failure.reason());
      json.endObject();
    }
    json.endArray();
  }

  private void scores(List<LabelScore> scores) throws IOException {
    json.name("scores").beginObject();
    for (LabelScore score : scores) {
      json.name(score.label()).value(score.cosine());
    }
    json.endObject();
  }

  private void number(String name, OptionalDouble value) throws IOException {
    json.name(name);
    if (value.isPresent()) {
      json.value(value.getAsDouble());
    } else {
      json.nullValue();
    }
  }
}
