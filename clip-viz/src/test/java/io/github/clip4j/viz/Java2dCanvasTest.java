package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.viz.Scene.Badge;
import io.github.clip4j.viz.Scene.Mark;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Java2dCanvasTest {
  private static final Look LOOK = Look.standard("");

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.5, 2})
  void bordersAreInTheClustersColour(double scale) {
    PlotData data = TestPlots.data(Positions.CLUSTERS, 26, 4);
    Scene scene = PlotLayout.lay(data, LOOK);
    BufferedImage image = draw(scene, TestPlots.photos(26), Theme.LIGHT, scale);
    for (Mark mark : scene.photos()) {
      Box inner = mark.inside();
      double border = inner.x() - mark.frame().x();
      int colour = scene.colours().get(mark.cluster());
      for (double[] point :
          new double[][] {
            {mark.frame().x() + border / 2, mark.frame().centreY()},
            {mark.frame().right() - border / 2, mark.frame().centreY()},
            {mark.frame().centreX(), mark.frame().y() + border / 2},
            {mark.frame().centreX(), mark.frame().bottom() - border / 2}
          }) {
        if (coveredByAMark(scene, point)) {
          continue;
        }
        assertThat(rgb(image, point[0] * scale, point[1] * scale))
            .as("photo %d at %s, %s", mark.item(), point[0], point[1])
            .isEqualTo(colour);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Positions.class)
  void ofEachOfSixtyPhotosMoreThanHalfTheAreaIsSeen(Positions positions) {
    int n = 60;
    Scene scene = PlotLayout.lay(TestPlots.data(positions, n, 4), LOOK);
    BufferedImage image = draw(scene, TestPlots.photos(n), Theme.LIGHT, 1);
    Map<Integer, Integer> seen = new HashMap<>();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        seen.merge(image.getRGB(x, y) & 0xFFFFFF, 1, Integer::sum);
      }
    }
    for (Mark mark : scene.photos()) {
      int pixels = seen.getOrDefault(TestPlots.colour(mark.item()), 0);
      assertThat(pixels / mark.picture().orElseThrow().area())
          .as("share of photo %d that is seen", mark.item())
          .isGreaterThan(0.5);
    }
  }

  @Test
  void aBorderlinePhotoShowsItsRunnerUpInTheCorner() {
    Box frame = new Box(100, 100, 200, 150);
    Badge badge = new Badge(OptionalInt.of(1), new Box(268, 108, 24, 24), Optional.empty());
    Mark mark = mark(frame, 200, 175, false, Optional.of(badge));
    BufferedImage image = draw(scene(mark), TestPlots.photos(1), Theme.LIGHT, 1);
    assertThat(rgb(image, 280, 120)).isEqualTo(0x00FF00);
    assertThat(rgb(image, 200, 175)).isEqualTo(TestPlots.colour(0));
    assertThat(rgb(image, 297.5, 175)).isEqualTo(0x0000FF);
  }

  @Test
  void aMovedPhotosPointIsADotInItsColour() {
    Box frame = new Box(100, 100, 200, 150);
    Mark mark = mark(frame, 400, 300, true, Optional.empty());
    BufferedImage image = draw(scene(mark), TestPlots.photos(1), Theme.LIGHT, 1);
    assertThat(rgb(image, 400, 300)).isEqualTo(0x0000FF);
    assertThat(rgb(image, 350, 275)).isNotEqualTo(0xFFFFFF);
  }

  @Test
  void anImageWithoutPhotoIsADot() {
    Mark mark =
        new Mark(
            0,
            1,
            Box.centred(400, 300, 12, 12),
            Optional.empty(),
            400,
            300,
            false,
            Optional.empty(),
            Optional.empty());
    BufferedImage image = draw(scene(mark), new Photos(List.of(Optional.empty())), Theme.LIGHT, 2);
    assertThat(rgb(image, 800, 600)).isEqualTo(0x00FF00);
    assertThat(rgb(image, 830, 600)).isEqualTo(0xFFFFFF);
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void thePaperIsTheThemes(Theme theme) {
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 3, 1), LOOK);
    BufferedImage image = draw(scene, TestPlots.photos(3), theme, 1);
    assertThat(rgb(image, 2, 2)).isEqualTo(theme.background());
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(image.getHeight()).isEqualTo(1000);
  }

  private static Mark mark(
      Box frame, double trueX, double trueY, boolean leads, Optional<Badge> badge) {
    return new Mark(
        0, 0, frame, Optional.of(frame.inset(5)), trueX, trueY, leads, badge, Optional.empty());
  }

  private static BufferedImage draw(Scene scene, Photos photos, Theme theme, double scale) {
    Typesetter typesetter = Typesetter.of(Fonts.sansSerif(), scene.unit());
    return Java2dCanvas.render(scene, photos, theme, typesetter, scale);
  }

  private static boolean coveredByAMark(Scene scene, double[] point) {
    return scene.marks().stream()
        .filter(Mark::moved)
        .anyMatch(m -> nearLeader(m, point[0], point[1]));
  }

  private static boolean nearLeader(Mark mark, double x, double y) {
    return new java.awt.geom.Line2D.Double(
                mark.leaderX(), mark.leaderY(), mark.trueX(), mark.trueY())
            .ptSegDist(x, y)
        < 7;
  }

  private static Scene scene(Mark mark) {
    return new Scene(
        500,
        400,
        1,
        new Box(10, 10, 480, 380),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(mark),
        List.of(),
        List.of(0x0000FF, 0x00FF00));
  }

  private static int rgb(BufferedImage image, double x, double y) {
    return image.getRGB((int) x, (int) y) & 0xFFFFFF;
  }
}
