package io.github.clip4j.viz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Gives each of many points a cell of a grid, so that the sum of the squared distances from points
 * to cells is least: points that are near each other get cells that are.
 *
 * <p>Up to {@value #EXACT} points it is the least sum; more are first cut in two, again and again,
 * along the longer side of their cells.
 */
final class CellGrid {
  /** Cells are as much wider than high. */
  private static final double ASPECT = 1.2;

  private static final int EXACT = 400;

  private final double[] x;
  private final double[] y;
  private final List<Box> cells;
  private final int[] cellOf;

  private CellGrid(double[] x, double[] y, List<Box> cells) {
    this.x = x;
    this.y = y;
    this.cells = cells;
    cellOf = new int[x.length];
  }

  /**
   * A cell for each box, in their order.
   *
   * @param wanted the boxes whose middles are the points
   * @param area where the points lie
   * @param bounds that the cells fill
   */
  static List<Box> assign(List<Box> wanted, Box area, Box bounds) {
    List<Box> cells = cells(wanted.size(), bounds);
    CellGrid grid =
        new CellGrid(
            wanted.stream()
                .mapToDouble(box -> (box.centreX() - area.x()) / area.width())
                .map(share -> bounds.x() + share * bounds.width())
                .toArray(),
            wanted.stream()
                .mapToDouble(box -> (box.centreY() - area.y()) / area.height())
                .map(share -> bounds.y() + share * bounds.height())
                .toArray(),
            cells);
    grid.assign(indexes(wanted.size()), indexes(cells.size()));
    return Arrays.stream(grid.cellOf).mapToObj(cells::get).toList();
  }

  /** At least as many cells as wanted, in rows. */
  private static List<Box> cells(int wanted, Box bounds) {
    double columnsWanted = Math.sqrt(wanted * bounds.width() / bounds.height() / ASPECT);
    int rows = Math.max(1, (int) Math.round(wanted / Math.max(1, columnsWanted)));
    int columns = (wanted + rows - 1) / rows;
    double width = bounds.width() / Math.max(1, columns);
    double height = bounds.height() / rows;
    List<Box> cells = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        cells.add(new Box(bounds.x() + column * width, bounds.y() + row * height, width, height));
      }
    }
    return cells;
  }

  private static List<Integer> indexes(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private void assign(List<Integer> points, List<Integer> places) {
    if (points.size() > EXACT) {
      halve(points, places);
      return;
    }
    double[][] costs = new double[points.size()][places.size()];
    for (int i = 0; i < costs.length; i++) {
      for (int j = 0; j < costs[i].length; j++) {
        Box cell = cells.get(places.get(j));
        double dx = cell.centreX() - x[points.get(i)];
        double dy = cell.centreY() - y[points.get(i)];
        costs[i][j] = dx * dx + dy * dy;
      }
    }
    int[] chosen = Assignment.least(costs);
    for (int i = 0; i < chosen.length; i++) {
      cellOf[points.get(i)] = places.get(chosen[i]);
    }
  }

  private void halve(List<Integer> points, List<Integer> places) {
    boolean across = extent(places, Box::centreX) >= extent(places, Box::centreY);
    List<Integer> sortedPoints =
        points.stream().sorted(Comparator.comparingDouble(i -> across ? x[i] : y[i])).toList();
    List<Integer> sortedPlaces =
        places.stream()
            .sorted(
                Comparator.comparingDouble(
                    j -> across ? cells.get(j).centreX() : cells.get(j).centreY()))
            .toList();
    int middle = places.size() / 2;
    int before =
        (int) Math.min(middle, Math.round((double) points.size() * middle / places.size()));
    assign(sortedPoints.subList(0, before), sortedPlaces.subList(0, middle));
    assign(
        sortedPoints.subList(before, points.size()), sortedPlaces.subList(middle, places.size()));
  }

  private double extent(List<Integer> places, ToDoubleFunction<Box> coordinate) {
    double low = places.stream().map(cells::get).mapToDouble(coordinate).min().orElse(0);
    double high = places.stream().map(cells::get).mapToDouble(coordinate).max().orElse(0);
    return high - low;
  }
}
