package io.github.clip4j.viz;

/** Where photos lie with respect to their coordinates. */
public enum PhotoLayout {
  /** As near to their coordinates as they can lie without hiding each other. */
  SPREAD,
  /** Each in a cell of its own, next to those that are near by coordinates; without ticks. */
  GRID,
  /** At their coordinates, also where they hide each other; moved only to lie within the axes. */
  EXACT
}
