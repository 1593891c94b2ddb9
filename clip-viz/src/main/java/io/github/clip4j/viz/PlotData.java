package io.github.clip4j.viz;

import java.util.List;
import java.util.Optional;
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
   * @param name in a few words
   * @param caption below the photo; empty for none
   * @param aspect width by height of its photo; empty where there is no photo
   */
  record Item(
      double x,
      double y,
      int cluster,
      String name,
      String caption,
      OptionalDouble aspect,
      Optional<Borderline> borderline) {}

  /**
   * Why an image is worth a second look.
   *
   * @param cluster the other one that it nearly belongs to; empty where there is none
   * @param reason for readers
   * @param rank 0 for the one that is explained first
   */
  record Borderline(OptionalInt cluster, String reason, int rank) {}
}
