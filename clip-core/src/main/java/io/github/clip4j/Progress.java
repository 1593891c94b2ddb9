package io.github.clip4j;

/**
 * How far an analysis is.
 *
 * @param stage what is being done
 * @param done the items that are done, failed ones included
 * @param total the items in all
 */
public record Progress(Stage stage, int done, int total) {

  /** The steps of an analysis. */
  public enum Stage {
    /** Images are read and encoded; the items are images. */
    IMAGES,
    /** Clusters and coordinates are computed; one item. */
    GROUPING,
    /** Labels are encoded and clusters are named; one item. */
    NAMING
  }
}
