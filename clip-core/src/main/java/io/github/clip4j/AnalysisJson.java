package io.github.clip4j;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.clip4j.image.ImageFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** An analysis as JSON, with the field names of the command's contract. */
final class AnalysisJson {
  private AnalysisJson() {}

  static String of(ClipAnalysis analysis) {
    return new GsonBuilder()
        .setPrettyPrinting()
        .serializeNulls()
        .disableHtmlEscaping()
        .create()
        .toJson(tree(analysis));
  }

  private static JsonObject tree(ClipAnalysis analysis) {
    JsonObject json = new JsonObject();
    ClipAnalysis.Settings settings = analysis.settings();
    ClipAnalysis.Statistics statistics = analysis.statistics();
    json.addProperty("model", settings.model());
    json.addProperty("fingerprint", analysis.embeddings().fingerprint());
    json.addProperty("seed", settings.seed());
    json.addProperty("restarts", settings.restarts());
    json.addProperty("dimension", analysis.embeddings().dimension());
    JsonArray ratios = new JsonArray();
    statistics.explainedVarianceRatio().forEach(ratios::add);
    json.add("explainedVarianceRatio", ratios);
    json.addProperty("inertia", statistics.inertia());
    json.add("silhouette", number(statistics.silhouette()));
    JsonObject byK = new JsonObject();
    statistics.silhouetteByK().forEach((k, value) -> byK.addProperty(k.toString(), value));
    json.add("silhouetteByK", byK);
    json.addProperty("namedFrom", settings.namedFrom().name().toLowerCase(Locale.ROOT));
    JsonArray labels = new JsonArray();
    settings.labels().forEach(labels::add);
    json.add("labels", labels);
    json.add("clusters", clusters(analysis.clusters()));
    json.add("images", images(analysis));
    json.add("failures", failures(analysis.failures()));
    return json;
  }

  private static JsonArray clusters(List<Cluster> clusters) {
    JsonArray array = new JsonArray();
    for (Cluster cluster : clusters) {
      JsonObject json = new JsonObject();
      json.addProperty("id", cluster.id());
      json.addProperty("name", cluster.name());
      json.addProperty("size", cluster.size());
      json.add("scores", scores(cluster.scores()));
      array.add(json);
    }
    return array;
  }

  private static JsonArray images(ClipAnalysis analysis) {
    Set<AnalyzedImage> borderline = new HashSet<>(analysis.borderline());
    JsonArray array = new JsonArray();
    for (AnalyzedImage image : analysis.images()) {
      JsonObject json = new JsonObject();
      json.addProperty("file", image.name());
      json.addProperty("x", image.x());
      json.addProperty("y", image.y());
      json.addProperty("cluster", image.cluster());
      json.add("silhouette", number(image.silhouette()));
      json.add("runnerUpCluster", number(image.runnerUpCluster()));
      json.addProperty("borderline", borderline.contains(image));
      json.add("scores", scores(image.scores()));
      array.add(json);
    }
    return array;
  }

  private static JsonArray failures(List<ImageFailure> failures) {
    JsonArray array = new JsonArray();
    for (ImageFailure failure : failures) {
      JsonObject json = new JsonObject();
      json.addProperty("file", failure.source().name());
      json.addProperty("error", failure.reason());
      array.add(json);
    }
    return array;
  }

  private static JsonObject scores(List<LabelScore> scores) {
    JsonObject json = new JsonObject();
    scores.forEach(score -> json.addProperty(score.label(), score.cosine()));
    return json;
  }

  private static JsonElement number(OptionalDouble value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  private static JsonElement number(OptionalInt value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsInt()) : JsonNull.INSTANCE;
  }
}
