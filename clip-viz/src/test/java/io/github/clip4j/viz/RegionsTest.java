package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Region;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegionsTest {
  @ParameterizedTest
  @EnumSource(Positions.class)
  void aHullHoldsAllPhotosOfItsClusterAndStaysWithinTheAxes(Positions positions) {
    Scene scene = PlotLayout.lay(TestPlots.data(positions, 40, 4), Look.standard(""));
    assertThat(scene.regions()).extracting(Region::cluster).containsExactly(0, 1, 2, 3);
    for (Mark mark : scene.photos()) {
      assertThat(scene.regions().get(mark.cluster()).outline().contains(rectangle(mark.frame())))
          .as("%s, photo %d", positions, mark.item())
          .isTrue();
    }
    for (Region region : scene.regions()) {
      assertThat(rectangle(scene.axes()).contains(region.outline().getBounds2D())).isTrue();
    }
  }

  @Test
  void aHullIsConvexAndItsCornersAreRound() {
    Box box = new Box(100, 100, 50, 40);
    assertThat(Regions.convex(List.of(box), 10).contains(95, 120)).isTrue();
    assertThat(Regions.convex(List.of(box), 10).contains(91, 91)).isFalse();
    Box other = new Box(300, 300, 50, 40);
    assertThat(Regions.convex(List.of(box, other), 0).contains(225, 220)).isTrue();
    assertThat(Regions.convex(List.of(box, other), 0).contains(120, 300)).isFalse();
  }

  @Test
  void anEllipseFadesOutBeyondItsPhotos() {
    Look look = Look.standard("").withHulls(Hulls.ELLIPSE);
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 40, 5), look);
    long within =
        scene.photos().stream()
            .filter(
                mark ->
                    scene
                        .regions()
                        .get(mark.cluster())
                        .outline()
                        .contains(mark.frame().centreX(), mark.frame().centreY()))
            .count();
    assertThat(within).isGreaterThan(36);
  }

  @Test
  void inAGridTheRegionsAreTheCells() {
    Look look = Look.standard("").withLayout(PhotoLayout.GRID);
    Scene scene = PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 40, 4), look);
    for (Mark mark : scene.photos()) {
      for (Region region : scene.regions()) {
        assertThat(region.outline().contains(rectangle(mark.frame())))
            .isEqualTo(region.cluster() == mark.cluster());
      }
    }
  }

  @Test
  void noneIsNone() {
    Look look = Look.standard("").withHulls(Hulls.NONE);
    assertThat(PlotLayout.lay(TestPlots.data(Positions.CLUSTERS, 9, 3), look).regions()).isEmpty();
  }

  private static Rectangle2D rectangle(Box box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height());
  }
}
