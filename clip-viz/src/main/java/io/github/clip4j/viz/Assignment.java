package io.github.clip4j.viz;

import java.util.Arrays;

/**
 * The linear assignment problem: each row gets a column of its own, so that the sum of the costs is
 * least.
 *
 * <p>Solved by shortest augmenting paths with potentials (Kuhn 1955, Munkres 1957; in this form
 * Jonker and Volgenant, Computing 38, 1987, section 2), in {@code O(rows² · columns)}.
 */
final class Assignment {
  private static final int NONE = -1;

  private final double[][] costs;
  private final int columns;
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOf;
  private final int[] before;
  private final double[] distance;
  private final boolean[] reached;

  private Assignment(double[][] costs) {
    this.costs = costs;
    columns = costs.length == 0 ? 0 : costs[0].length;
    if (columns < costs.length) {
      throw new IllegalArgumentException(
          "expected at least as many columns as rows, got " + columns + " for " + costs.length);
    }
    rowPotential = new double[costs.length];
    columnPotential = new double[columns];
    rowOf = new int[columns];
    before = new int[columns];
    distance = new double[columns];
    reached = new boolean[columns];
    Arrays.fill(rowOf, NONE);
  }

  /**
   * The columns of the rows.
   *
   * @param costs finite, {@code [rows][columns]}, not more rows than columns; not changed
   */
  static int[] least(double[][] costs) {
    Assignment assignment = new Assignment(costs);
    for (int row = 0; row < costs.length; row++) {
      assignment.add(row);
    }
    int[] columnOf = new int[costs.length];
    for (int column = 0; column < assignment.columns; column++) {
      if (assignment.rowOf[column] != NONE) {
        columnOf[assignment.rowOf[column]] = column;
      }
    }
    return columnOf;
  }

  /** Finds the shortest path from the row to a free column, and moves the rows along it. */
  private void add(int row) {
    Arrays.fill(before, NONE);
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(reached, false);
    int from = NONE;
    int current = row;
    while (true) {
      relax(current, from);
      int next = nearest();
      advance(row, distance[next]);
      reached[next] = true;
      if (rowOf[next] == NONE) {
        augment(next, row);
        return;
      }
      from = next;
      current = rowOf[next];
    }
  }

  private void relax(int row, int from) {
    for (int column = 0; column < columns; column++) {
      double reduced = costs[row][column] - rowPotential[row] - columnPotential[column];
      if (!reached[column] && reduced < distance[column]) {
        distance[column] = reduced;
        before[column] = from;
      }
    }
  }

  private int nearest() {
    int nearest = NONE;
    for (int column = 0; column < columns; column++) {
      if (!reached[column] && (nearest == NONE || distance[column] < distance[nearest])) {
        nearest = column;
      }
    }
    return nearest;
  }

  /** Changes the potentials so that the nearest column is at distance 0. */
  private void advance(int row, double by) {
    rowPotential[row] += by;
    for (int column = 0; column < columns; column++) {
      if (reached[column]) {
        rowPotential[rowOf[column]] += by;
        columnPotential[column] -= by;
      } else {
        distance[column] -= by;
      }
    }
  }

  private void augment(int last, int row) {
    int column = last;
    while (before[column] != NONE) {
      rowOf[column] = rowOf[before[column]];
      column = before[column];
    }
    rowOf[column] = row;
  }
}
