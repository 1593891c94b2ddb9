package io.github.clip4j.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How well the places of a plot's photos keep who is next to whom, read from its scene file. */
final class Neighbourhoods {
  private Neighbourhoods() {}

  /**
   * The share of each photo's nearest ones on the paper that are still its nearest ones, once the
   * photos have made room for each other; the mean of all photos.
   *
   * @param scene written by {@code ClusterPlot.writeScene}
   * @param k how many nearest ones
   */
  static double kept(Path scene, int k) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(scene)).getAsJsonObject();
    List<JsonObject> images =
        json.getAsJsonArray("images").asList().stream().map(JsonElement::getAsJsonObject).toList();
    List<double[]> points = images.stream().map(i -> point(i.getAsJsonObject("point"))).toList();
    List<double[]> places = images.stream().map(i -> middle(i.getAsJsonObject("frame"))).toList();
    return IntStream.range(0, images.size())
        .mapToDouble(
            i -> {
              Set<Integer> both = new HashSet<>(nearest(points, i, k));
              both.retainAll(nearest(places, i, k));
              return (double) both.size() / k;
            })
        .average()
        .orElseThrow();
  }

  private static double[] point(JsonObject point) {
    return new double[] {point.get("x").getAsDouble(), point.get("y").getAsDouble()};
  }

  private static double[] middle(JsonObject box) {
    double[] corner = point(box);
    return new double[] {
      corner[0] + box.get("width").getAsDouble() / 2,
      corner[1] + box.get("height").getAsDouble() / 2
    };
  }

  private static List<Integer> nearest(List<double[]> places, int to, int k) {
    double[] from = places.get(to);
    return IntStream.range(0, places.size())
        .filter(i -> i != to)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                i -> Math.hypot(places.get(i)[0] - from[0], places.get(i)[1] - from[1])))
        .limit(k)
        .toList();
  }
}
