package io.github.clip4j.viz;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Badge;
import io.github.clip4j.viz.Scene.Glow;
import io.github.clip4j.viz.Scene.Line;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Name;
import io.github.clip4j.viz.Scene.Region;
import io.github.clip4j.viz.Scene.Swatch;
import io.github.clip4j.viz.Scene.Text;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** A scene as JSON, for those who draw it themselves: see {@code docs/scene.schema.json}. */
final class SceneJson {
  private static final String FORMAT = "clip4j-scene-1";

  private final ClipAnalysis analysis;
  private final PlotData data;
  private final Scene scene;
  private final Theme theme;
  private final Photos photos;
  private final JsonWriter json;

  private SceneJson(
      ClipAnalysis analysis,
      PlotData data,
      Scene scene,
      Theme theme,
      Photos photos,
      JsonWriter json) {
    this.analysis = analysis;
    this.data = data;
    this.scene = scene;
    this.theme = theme;
    this.photos = photos;
    this.json = json;
  }

  static void write(
      ClipAnalysis analysis, PlotData data, Scene scene, Theme theme, Photos photos, Writer out)
      throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.PRETTY);
    new SceneJson(analysis, data, scene, theme, photos, json).write();
    json.flush();
  }

  private void write() throws IOException {
    json.beginObject();
    json.name("format").value(FORMAT);
    json.name("title").value(data.title());
    number("width", scene.width());
    number("height", scene.height());
    number("unit", scene.unit());
    writeTheme();
    json.name("axes").beginObject();
    json.name("x").value(data.xLabel());
    json.name("y").value(data.yLabel());
    box("area", scene.axes());
    json.name("gridLines").beginArray();
    for (Line line : scene.grid()) {
      json.beginObject();
      number("x1", line.x1());
      number("y1", line.y1());
      number("x2", line.x2());
      number("y2", line.y2());
      json.endObject();
    }
    json.endArray();
    json.endObject();
    json.name("clusters").beginArray();
    for (int i = 0; i < data.groups().size(); i++) {
      cluster(i, data.groups().get(i));
    }
    json.endArray();
    json.name("images").beginArray();
    for (Mark mark : scene.marks()) {
      image(mark, data.items().get(mark.item()));
    }
    json.endArray();
    legend();
    texts();
    json.endObject();
  }

  private void writeTheme() throws IOException {
    json.name("theme").beginObject();
    json.name("name").value(theme.name().toLowerCase(Locale.ROOT));
    json.name("background").value(colour(theme.background()));
    json.name("text").value(colour(theme.text()));
    json.name("softText").value(colour(theme.softText()));
    json.name("grid").value(colour(theme.grid()));
    json.name("frame").value(colour(theme.frame()));
    json.endObject();
  }

  private void cluster(int id, Group group) throws IOException {
    json.beginObject();
    json.name("id").value(id);
    json.name("name").value(group.name());
    json.name("size").value(group.size());
    json.name("colour").value(colour(scene.colours().get(id)));
    for (Region region : scene.regions()) {
      if (region.cluster() == id) {
        json.name("region").beginObject();
        json.name("outline").value(SvgCanvas.path(region.outline()));
        json.name("soft").value(region instanceof Glow);
        json.endObject();
      }
    }
    for (Name name : scene.names()) {
      if (name.cluster() == id) {
        box("card", name.card());
      }
    }
    json.endObject();
  }

  private void image(Mark mark, Item item) throws IOException {
    json.beginObject();
    json.name("file").value(analysis.images().get(mark.item()).name());
    json.name("cluster").value(mark.cluster());
    number("x", item.x(), 7);
    number("y", item.y(), 7);
    json.name("point").beginObject();
    number("x", mark.trueX());
    number("y", mark.trueY());
    json.endObject();
    box("frame", mark.frame());
    json.name("leader").value(mark.leads());
    if (mark.picture().isPresent()) {
      Box picture = mark.picture().get();
      box("photo", picture);
      json.name("thumbnail").value(SvgCanvas.thumbnail(photos, mark.item(), picture));
    }
    if (item.borderline().isPresent()) {
      json.name("borderline").beginObject();
      json.name("reason").value(item.borderline().get().reason());
      clusterId(item.borderline().get().cluster());
      if (mark.badge().isPresent()) {
        box("badge", mark.badge().get().circle());
      }
      json.endObject();
    }
    json.endObject();
  }

  private void legend() throws IOException {
    json.name("legend").beginArray();
    for (Swatch swatch : scene.swatches()) {
      legend(swatch.box(), swatch.cluster());
    }
    for (Badge note : scene.notes()) {
      legend(note.circle(), note.cluster());
    }
    json.endArray();
  }

  private void legend(Box box, OptionalInt cluster) throws IOException {
    json.beginObject();
    box("box", box);
    clusterId(cluster);
    json.endObject();
  }

  private void texts() throws IOException {
    List<Text> texts = new ArrayList<>(scene.texts());
    scene.names().forEach(name -> texts.add(name.text()));
    scene.marks().forEach(mark -> mark.caption().ifPresent(texts::add));
    scene.marks().forEach(mark -> mark.badge().flatMap(Badge::number).ifPresent(texts::add));
    scene.notes().forEach(note -> note.number().ifPresent(texts::add));
    json.name("texts").beginArray();
    for (Text text : texts) {
      json.beginObject();
      json.name("text").value(text.value());
      json.name("role").value(text.role().name().toLowerCase(Locale.ROOT));
      json.name("anchor").value(text.anchor().name().toLowerCase(Locale.ROOT));
      number("x", text.x());
      number("baseline", text.baseline());
      number("width", text.width());
      number("size", text.role().size() * scene.unit());
      json.name("bold").value(text.role().bold());
      json.name("upright").value(text.upright());
      json.endObject();
    }
    json.endArray();
  }

  private void clusterId(OptionalInt cluster) throws IOException {
    if (cluster.isPresent()) {
      json.name("cluster").value(cluster.getAsInt());
    }
  }

  private void box(String name, Box box) throws IOException {
    json.name(name).beginObject();
    number("x", box.x());
    number("y", box.y());
    number("width", box.width());
    number("height", box.height());
    json.endObject();
  }

  private void number(String name, double value) throws IOException {
    number(name, value, 2);
  }

  private void number(String name, double value, int decimals) throws IOException {
    json.name(name).value(new BigDecimal(Numbers.plain(value, decimals)));
  }

  private static String colour(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
