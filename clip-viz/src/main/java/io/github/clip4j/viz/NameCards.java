package io.github.clip4j.viz;

import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Name;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The clusters' names on cards, at the centre of mass of their photos' points. */
final class NameCards {
  private static final double HEIGHT = 30;
  private static final double PADDING = 13;
  private static final double TIGHT = 7;
  private static final double BELOW = 6;

  private final PlotData data;
  private final Typesetter typesetter;
  private final double unit;
  private final double widest;

  /**
   * Cards for a plot.
   *
   * @param widest the width beyond which names are shortened
   */
  NameCards(PlotData data, Typesetter typesetter, double unit, double widest) {
    this.data = data;
    this.typesetter = typesetter;
    this.unit = unit;
    this.widest = widest;
  }

  /**
   * One a cluster that has images and a name, where it is wanted: in the middle of its images, or
   * below its only one.
   *
   * @param frames of all images, in their order
   */
  List<Name> around(List<Box> frames) {
    List<Name> names = new ArrayList<>();
    for (int i = 0; i < data.groups().size(); i++) {
      int cluster = i;
      String value =
          typesetter.fit(data.groups().get(i).name(), Role.NAME, widest - 2 * PADDING * unit);
      List<Box> members =
          IntStream.range(0, frames.size())
              .filter(image -> data.items().get(image).cluster() == cluster)
              .mapToObj(frames::get)
              .toList();
      if (!members.isEmpty() && !value.isEmpty()) {
        double textWidth = typesetter.width(value, Role.NAME);
        Text text = new Text(value, Role.NAME, Anchor.MIDDLE, 0, 0, textWidth, false);
        double width = textWidth + 2 * PADDING * unit;
        Box card = Box.centred(0, 0, width, HEIGHT * unit);
        names.add(at(place(members, card), new Name(cluster, card, text)));
      }
    }
    return names;
  }

  private Box place(List<Box> members, Box card) {
    double x = members.stream().mapToDouble(Box::centreX).average().orElseThrow();
    double y = members.stream().mapToDouble(Box::centreY).average().orElseThrow();
    double down =
        members.size() == 1 ? (members.get(0).height() + card.height()) / 2 + BELOW * unit : 0;
    return Box.centred(x, y + down, card.width(), card.height());
  }

  /** A card in another place of the same size. */
  Name at(Box card, Name name) {
    Text text = name.text();
    return new Name(
        name.cluster(),
        card,
        new Text(
            text.value(),
            text.role(),
            text.anchor(),
            card.centreX(),
            typesetter.middle(card.centreY(), Role.NAME),
            text.width(),
            false));
  }

  /** A card in the middle of a cell, narrowed to it. */
  Name in(Box cell, Name name) {
    double most = Math.min(name.card().width(), cell.width());
    String value =
        typesetter.fit(
            data.groups().get(name.cluster()).name(), Role.NAME, cell.width() - 2 * TIGHT * unit);
    double width = typesetter.width(value, Role.NAME);
    Box card = Box.centred(cell.centreX(), cell.centreY(), most, HEIGHT * unit);
    return at(
        card,
        new Name(
            name.cluster(), card, new Text(value, Role.NAME, Anchor.MIDDLE, 0, 0, width, false)));
  }
}
