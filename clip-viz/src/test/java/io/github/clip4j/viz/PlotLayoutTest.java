package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.viz.PlotData.Borderline;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import io.github.clip4j.viz.Scene.Anchor;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Name;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotLayoutTest {
  private static final Look LOOK = Look.standard("");

  @Test
  void titleAxesAndFootnoteAreThere() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 10, 3), LOOK);
    assertThat(values(scene, Role.TITLE)).containsExactly("The title");
    assertThat(values(scene, Role.AXIS)).containsExactly("PC 1 (34.2 %)", "PC 2 (12.9 %)");
    assertThat(values(scene, Role.FOOTNOTE)).contains("model test");
  }

  @Test
  void theLegendNamesEachClusterWithItsSizeAndColour() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 10, 3), LOOK);
    assertThat(values(scene, Role.LEGEND)).containsExactly("group 0", "group 1", "group 2");
    assertThat(values(scene, Role.COUNT)).containsExactly("4", "3", "3");
    assertThat(scene.swatches())
        .extracting(swatch -> swatch.cluster().getAsInt())
        .containsExactly(0, 1, 2);
    assertThat(scene.colours()).containsExactly(0x440154, 0x21918C, 0xFDE725);
  }

  @Test
  void borderlinePhotosAreExplained() {
    PlotData plain = TestPlots.data(Positions.CLUSTERS, 10, 3);
    List<Item> items = new ArrayList<>(plain.items());
    Item first = items.get(0);
    Borderline why = new Borderline(OptionalInt.of(2), "named group 0, sits nearer to group 2", 0);
    items.set(
        0, new Item(first.x(), first.y(), 0, first.name(), "", first.aspect(), Optional.of(why)));
    PlotData data = new PlotData(plain.title(), "", "", plain.footnote(), plain.groups(), items);
    Scene scene = PlotLayout.lay(data, LOOK);
    assertThat(values(scene, Role.LEGEND)).hasSize(4).anyMatch(v -> v.startsWith("borderline"));
    assertThat(scene.marks().get(0).runnerUp()).hasValue(2);
    assertThat(values(scene, Role.NOTE)).containsExactly("photo 0");
    assertThat(values(scene, Role.FOOTNOTE)).contains("named group 0, sits nearer to group 2");
  }

  @ParameterizedTest
  @EnumSource(Positions.class)
  void upToSixtyPhotosNeverOverlap(Positions positions) {
    for (int n : new int[] {1, 2, 3, 10, 26, 60}) {
      Scene scene = PlotLayout.lay(TestPlots.data(positions, n, Math.min(n, 4)), LOOK);
      for (Mark mark : scene.photos()) {
        assertThat(scene.axes().contains(mark.frame())).isTrue();
        for (Mark other : scene.photos().subList(0, mark.item())) {
          assertThat(mark.frame().overlaps(other.frame()))
              .as("%s: %d and %d of %d", positions, mark.item(), other.item(), n)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Positions.class)
  void photosKeepTheirAspectRatioAndAreLargeEnoughToSee(Positions positions) {
    Scene scene = PlotLayout.lay(TestPlots.data(positions, 60, 4), LOOK);
    for (Mark mark : scene.photos()) {
      Box picture = mark.picture().orElseThrow();
      assertThat(picture.width() / picture.height())
          .isCloseTo(TestPlots.aspect(mark.item()), within(1e-9));
      assertThat(mark.frame().contains(picture)).isTrue();
      assertThat(Math.max(picture.width(), picture.height())).isGreaterThan(60);
    }
  }

  @Test
  void aTruePointInSightHasALeader() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 60, 5), LOOK);
    assertThat(scene.photos()).anyMatch(Mark::leads).anyMatch(mark -> !mark.moved());
    List<Box> covers =
        Stream.concat(
                scene.photos().stream().map(Mark::frame), scene.names().stream().map(Name::card))
            .map(box -> box.inset(-6))
            .toList();
    for (Mark mark : scene.photos()) {
      assertThat(mark.leads())
          .isEqualTo(covers.stream().noneMatch(c -> c.contains(mark.trueX(), mark.trueY())));
    }
    assertThat(values(scene, Role.FOOTNOTE)).hasSize(2);
  }

  @Test
  void aLonelyPhotoLiesOnItsPoint() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 1, 1), LOOK);
    Mark mark = scene.photos().get(0);
    assertThat(mark.frame().centreX()).isCloseTo(mark.trueX(), within(0.1));
    assertThat(mark.frame().centreY()).isCloseTo(mark.trueY(), within(0.1));
  }

  @Test
  void coordinatesGrowToTheRightAndUpwards() {
    List<Item> items = List.of(dot(0, 0), dot(1, 0), dot(0, 1));
    Scene scene =
        PlotLayout.lay(new PlotData("t", "x", "y", "", List.of(new Group("g", 3)), items), LOOK);
    assertThat(scene.marks().get(1).trueX()).isGreaterThan(scene.marks().get(0).trueX());
    assertThat(scene.marks().get(2).trueY()).isLessThan(scene.marks().get(0).trueY());
    assertThat(scene.photos()).isEmpty();
  }

  @Test
  void twoHundredPhotosAndTwoThousandAreLaidOut() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 200, 6), LOOK);
    assertThat(scene.photos()).hasSize(200).allMatch(m -> scene.axes().contains(m.frame()));
    Scene crowd = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 2000, 6), LOOK);
    assertThat(crowd.photos()).hasSize(2000).allMatch(m -> crowd.axes().contains(m.frame()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a name that goes on and on and on and on and on and on and on and on and on and on and on",
        "שלום עולם, this is mixed",
        "🐈‍⬛ 🇪🇺 cats",
        "tab\tand\u0000nul\nand line",
        "half \uD83D of a pair",
        ""
      })
  void anyNameStaysWithinThePicture(String name) {
    PlotData plain = TestPlots.data(Positions.CLUSTERS, 26, 6);
    String title = name.repeat(5);
    PlotData data =
        new PlotData(
            title, title, title, title, Collections.nCopies(6, new Group(name, 4)), plain.items());
    Scene scene = PlotLayout.lay(data, LOOK);
    Box paper = new Box(0, 0, scene.width(), scene.height());
    List<Box> boxes = scene.texts().stream().map(PlotLayoutTest::box).toList();
    for (Box box : boxes) {
      assertThat(paper.contains(box)).isTrue();
      assertThat(box.overlaps(scene.axes())).isFalse();
    }
    scene.swatches().forEach(s -> assertThat(s.box().overlaps(scene.axes())).isFalse());
    assertThat(scene.axes().height()).isGreaterThan(scene.height() * 0.4);
  }

  @Test
  void textsDoNotRunIntoEachOther() {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 26, 6), LOOK);
    List<Text> texts = scene.texts();
    for (int i = 0; i < texts.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(box(texts.get(i)).overlaps(box(texts.get(j))))
            .as("%s and %s", texts.get(i), texts.get(j))
            .isFalse();
      }
    }
  }

  @Test
  void aSmallPlotIsALargeOneScaledDown() {
    Scene small =
        PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 26, 4), LOOK.withSize(400, 300));
    assertThat(small.photos()).hasSize(26).allMatch(m -> small.axes().contains(m.frame()));
    assertThat(small.axes().width()).isGreaterThan(250);
  }

  private static Item dot(double x, double y) {
    return new Item(x, y, 0, "dot", "", OptionalDouble.empty(), Optional.empty());
  }

  private static List<String> values(Scene scene, Role role) {
    return scene.texts().stream().filter(t -> t.role() == role).map(Text::value).toList();
  }

  /** The letters' box, without their rarely used tops and tails. */
  private static Box box(Text text) {
    double unit = 1;
    double height = text.role().size() * unit * 0.7;
    double start =
        text.anchor() == Anchor.START
            ? 0
            : text.anchor() == Anchor.MIDDLE ? -text.width() / 2 : -text.width();
    return text.upright()
        ? new Box(text.x() - height, text.baseline() + start, height, text.width())
        : new Box(text.x() + start, text.baseline() - height, text.width(), height);
  }
}
