package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Plots of photos that are one plain colour each, different from all others. */
final class TestPlots {
  /** Widths and heights of common photos, upright and flat, and two of extreme shape. */
  private static final int[][] SHAPES = {
    {64, 48}, {48, 64}, {60, 60}, {72, 41}, {60, 40}, {40, 60}, {120, 20}, {9, 120}
  };

  private TestPlots() {}

  static PlotData data(Positions positions, int photos, int clusters) {
    List<double[]> points = positions.points(photos);
    List<Item> items = new ArrayList<>();
    int[] sizes = new int[clusters];
    for (int i = 0; i < photos; i++) {
      int[] shape = SHAPES[i % SHAPES.length];
      int cluster = i % clusters;
      sizes[cluster]++;
      items.add(
          new Item(
              points.get(i)[0],
              points.get(i)[1],
              cluster,
              "photo " + i,
              "",
              OptionalDouble.of((double) shape[0] / shape[1]),
              Optional.empty()));
    }
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < clusters; i++) {
      groups.add(new Group("group " + i, sizes[i]));
    }
    return new PlotData("The title", "PC 1 (34.2 %)", "PC 2 (12.9 %)", "model test", groups, items);
  }

  static Photos photos(int count) {
    List<Optional<RgbImage>> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int[] shape = SHAPES[i % SHAPES.length];
      byte[] rgb = new byte[shape[0] * shape[1] * 3];
      for (int p = 0; p < rgb.length; p += 3) {
        rgb[p] = (byte) (colour(i) >> 16);
        rgb[p + 1] = (byte) (colour(i) >> 8);
        rgb[p + 2] = (byte) colour(i);
      }
      images.add(Optional.of(RgbImage.of(shape[0], shape[1], rgb)));
    }
    return new Photos(images);
  }

  /** The plain colour of a photo: reddish, which neither a theme nor viridis is. */
  static int colour(int photo) {
    return 0xC00000 | photo << 8 | photo * 7 % 256;
  }

  static double aspect(int photo) {
    int[] shape = SHAPES[photo % SHAPES.length];
    return (double) shape[0] / shape[1];
  }
}
