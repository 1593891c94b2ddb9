package io.github.clip4j.viz;

import io.github.clip4j.viz.PlotData.Borderline;
import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Badge;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says of the borderline photos why they are, in columns: the number of the photo's badge, its
 * name, and the reason. Where there are too many, the first ones by rank.
 *
 * @param numbers one an item; empty for those without a note
 * @param height from the top of the first row to the end of the last
 */
record Notes(List<String> numbers, List<Badge> badges, List<Text> texts, double height) {
  private static final int ROWS = 2;
  private static final int MOST_COLUMNS = 3;
  private static final double ROW = 26;
  private static final double BADGE = 18;
  private static final double GAP = 8;
  private static final double WIDEST_NAME = 200;

  /**
   * Lays them out.
   *
   * @param bottom the end of the last row
   * @param width of all columns
   */
  static Notes lay(
      PlotData data, Typesetter typesetter, double unit, double x, double bottom, double width) {
    List<Integer> borderline =
        IntStream.range(0, data.items().size())
            .boxed()
            .filter(i -> data.items().get(i).borderline().isPresent())
            .sorted(Comparator.comparingInt(i -> data.items().get(i).borderline().get().rank()))
            .toList();
    return new Columns(data, typesetter, unit, x, bottom, width).lay(borderline);
  }

  /** Sets one note after the other. */
  private static final class Columns {
    private final PlotData data;
    private final Typesetter typesetter;
    private final double unit;
    private final double x;
    private final double bottom;
    private final double width;
    private final List<String> numbers;
    private final List<Badge> badges = new ArrayList<>();
    private final List<Text> texts = new ArrayList<>();

    Columns(
        PlotData data, Typesetter typesetter, double unit, double x, double bottom, double width) {
      this.data = data;
      this.typesetter = typesetter;
      this.unit = unit;
      this.x = x;
      this.bottom = bottom;
      this.width = width;
      numbers = new ArrayList<>(Collections.nCopies(data.items().size(), ""));
    }

    Notes lay(List<Integer> borderline) {
      double widest = borderline.stream().mapToDouble(this::wanted).max().orElse(1);
      int columns = (int) Math.max(1, Math.min(MOST_COLUMNS, width / widest));
      int room = columns * ROWS;
      int shown = borderline.size() <= room ? borderline.size() : room - 1;
      int rows = (Math.min(borderline.size(), room) + columns - 1) / columns;
      double column = width / columns;
      double top = bottom - rows * ROW * unit;
      for (int i = 0; i < shown; i++) {
        String number = Integer.toString(i + 1);
        numbers.set(borderline.get(i), number);
        note(
            data.items().get(borderline.get(i)),
            number,
            x + column * (i % columns),
            top + ROW * unit * row(i, columns),
            column - 2 * GAP * unit);
      }
      if (shown < borderline.size()) {
        String more = "and " + (borderline.size() - shown) + " more with a badge";
        text(
            more, Role.FOOTNOTE, x + (columns - 1) * column, top + (rows - 1) * ROW * unit, column);
      }
      return new Notes(numbers, badges, texts, rows * ROW * unit);
    }

    private static int row(int note, int columns) {
      return note / columns;
    }

    private double wanted(int item) {
      return (BADGE + 4 * GAP) * unit
          + Math.min(WIDEST_NAME * unit, typesetter.width(data.items().get(item).name(), Role.NOTE))
          + typesetter.width(data.items().get(item).borderline().orElseThrow().reason(), Role.NOTE);
    }

    private void note(Item item, String number, double left, double top, double most) {
      Borderline why = item.borderline().orElseThrow();
      Box circle = new Box(left, top + (ROW - BADGE) / 2 * unit, BADGE * unit, BADGE * unit);
      badges.add(Framing.badge(why, circle, number, typesetter));
      double start = left + (BADGE + GAP) * unit;
      double end = left + most;
      double next =
          start + text(item.name(), Role.NOTE, start, top, Math.min(WIDEST_NAME * unit, most / 2));
      text(why.reason(), Role.FOOTNOTE, next + GAP * unit, top, end - next - GAP * unit);
    }

    private double text(String value, Role role, double left, double top, double most) {
      String fitted = typesetter.fit(value, role, most);
      double length = typesetter.width(fitted, role);
      if (!fitted.isEmpty()) {
        double baseline = typesetter.middle(top + ROW / 2 * unit, role);
        texts.add(new Text(fitted, role, Anchor.START, left, baseline, length, false));
      }
      return length;
    }
  }
}
