package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.ClipAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneJsonTest {
  private static final Path SCHEMA = Path.of("../docs/scene.schema.json");

  @TempDir private Path directory;

  @Test
  void itSaysWhereEverythingIs() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(12);
    ClusterPlot plot = ClusterPlot.of(analysis);
    JsonObject json = json(plot);
    Scene scene = plot.scene();
    assertThat(json.get("width").getAsInt()).isEqualTo(1600);
    assertThat(json.getAsJsonArray("clusters")).hasSize(3);
    JsonArray images = json.getAsJsonArray("images");
    assertThat(images).hasSize(12);
    for (int i = 0; i < 12; i++) {
      JsonObject image = images.get(i).getAsJsonObject();
      assertThat(image.get("file").getAsString()).isEqualTo(analysis.images().get(i).name());
      assertThat(image.getAsJsonObject("frame").get("x").getAsString())
          .isEqualTo(Numbers.plain(scene.marks().get(i).frame().x()));
      assertThat(image.get("thumbnail").getAsString()).startsWith("data:image/jpeg;base64,");
    }
    List<String> texts =
        json.getAsJsonArray("texts").asList().stream()
            .map(text -> text.getAsJsonObject().get("text").getAsString())
            .toList();
    assertThat(scene.texts()).allMatch(text -> texts.contains(text.value()));
    assertThat(scene.names()).allMatch(name -> texts.contains(name.text().value()));
  }

  @Test
  void itIsAsItsSchemaSays() throws IOException {
    JsonObject schema = JsonParser.parseString(Files.readString(SCHEMA)).getAsJsonObject();
    for (ClusterPlot plot :
        List.of(
            ClusterPlot.of(TestAnalyses.of(12)).captions(),
            ClusterPlot.of(TestAnalyses.of(12)).layout(PhotoLayout.GRID).theme(Theme.DARK),
            ClusterPlot.of(TestAnalyses.of(12)).hulls(Hulls.ELLIPSE),
            ClusterPlot.of(TestAnalyses.withoutSources(5)).hulls(Hulls.NONE))) {
      check(json(plot), schema, schema, "scene");
    }
  }

  @Test
  void aFieldThatTheSchemaDoesNotKnowIsNoticed() throws IOException {
    JsonObject schema = JsonParser.parseString(Files.readString(SCHEMA)).getAsJsonObject();
    JsonObject json = json(ClusterPlot.of(TestAnalyses.of(2)));
    json.addProperty("unknown", 1);
    assertThatThrownBy(() -> check(json, schema, schema, "scene"))
        .isInstanceOf(AssertionError.class);
  }

  private JsonObject json(ClusterPlot plot) throws IOException {
    Path file = directory.resolve("scene.json");
    plot.writeScene(file);
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  /** The part of JSON Schema that the schema uses. */
  private static void check(JsonElement value, JsonObject rule, JsonObject schema, String where) {
    if (rule.has("$ref")) {
      String name = rule.get("$ref").getAsString().replace("#/$defs/", "");
      check(value, schema.getAsJsonObject("$defs").getAsJsonObject(name), schema, where);
      return;
    }
    switch (rule.get("type").getAsString()) {
      case "object" -> checkObject(value.getAsJsonObject(), rule, schema, where);
      case "array" -> {
        for (JsonElement element : value.getAsJsonArray()) {
          check(element, rule.getAsJsonObject("items"), schema, where + "[]");
        }
      }
      case "string" -> {
        assertThat(value.getAsJsonPrimitive().isString()).as(where).isTrue();
        if (rule.has("pattern")) {
          assertThat(value.getAsString()).containsPattern(rule.get("pattern").getAsString());
        }
        if (rule.has("enum")) {
          assertThat(rule.getAsJsonArray("enum").contains(value)).as(where).isTrue();
        }
      }
      case "boolean" -> assertThat(value.getAsJsonPrimitive().isBoolean()).as(where).isTrue();
      default -> assertThat(value.getAsDouble()).as(where).isFinite();
    }
  }

  private static void checkObject(
      JsonObject value, JsonObject rule, JsonObject schema, String where) {
    JsonObject properties = rule.getAsJsonObject("properties");
    for (JsonElement required : rule.getAsJsonArray("required")) {
      assertThat(value.has(required.getAsString())).as(where + "." + required).isTrue();
    }
    for (String name : value.keySet()) {
      assertThat(properties.has(name)).as(where + "." + name).isTrue();
      check(value.get(name), properties.getAsJsonObject(name), schema, where + "." + name);
    }
  }
}
