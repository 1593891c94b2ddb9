package io.github.clip4j.viz;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a plot is made of, free of how it was found.
 *
 * @param xLabel of the horizontal axis; empty for none
 * @param yLabel of the vertical axis; empty for none
 * @param footnote how the data were made, in one line
 */
record PlotData(
    String title,
    String xLabel,
    String yLabel,
    String footnote,
    List<Group> groups,
    List<Item> items) {

  /** Keeps copies of the lists. */
  PlotData {
    groups = List.copyOf(groups);
    items = List.copyOf(items);
  }

  /** A cluster in the legend. */
  record Group(String name, int size) {}

  /**
   * An image.
   *
   * @param aspect width by height of its photo; empty where there is no photo
   * @param runnerUp the cluster that it nearly belongs to
   */
  record Item(double x, double y, int cluster, OptionalDouble aspect, OptionalInt runnerUp) {}
}
