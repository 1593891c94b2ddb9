package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.error.ClipException;
import io.github.clip4j.viz.Scene.Mark;
import io.github.clip4j.viz.Scene.Role;
import io.github.clip4j.viz.Scene.Text;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlotTest {
  @TempDir private Path directory;

  @Test
  void theSameAnalysisGivesTheSameBytes() throws IOException {
    ClusterPlot.of(TestAnalyses.of(12)).writePng(directory.resolve("a.png"));
    ClusterPlot.of(TestAnalyses.of(12)).writePng(directory.resolve("b.png"));
    assertThat(Files.readAllBytes(directory.resolve("a.png")))
        .isEqualTo(Files.readAllBytes(directory.resolve("b.png")));
  }

  @Test
  void thePictureIsOfTheSizeTimesTheScale() throws IOException {
    Path file = directory.resolve("plot.png");
    ClusterPlot.of(TestAnalyses.of(3)).size(800, 500).scale(1.5).writePng(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(750);
  }

  @Test
  void settingsDoNotChangeThePlotTheyAreMadeFrom() {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(3));
    ClusterPlot dark = plot.theme(Theme.DARK).size(800, 500);
    assertThat(plot.toImage().getRGB(1, 1) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(dark.toImage().getRGB(1, 1) & 0xFFFFFF).isEqualTo(Theme.DARK.background());
  }

  @Test
  void clustersAreNamedCountedAndColoured() {
    ClipAnalysis analysis = TestAnalyses.of(13);
    Scene scene = ClusterPlot.of(analysis).palette(Palette.OKABE_ITO).scene();
    assertThat(values(scene, Role.LEGEND))
        .startsWith(analysis.clusters().stream().map(c -> c.name()).toArray(String[]::new));
    assertThat(values(scene, Role.COUNT)).contains("5", "4");
    assertThat(scene.colours()).isEqualTo(Palette.OKABE_ITO.colours(3));
    assertThat(scene.photos()).hasSize(13);
    for (Mark mark : scene.photos()) {
      assertThat(mark.cluster()).isEqualTo(analysis.images().get(mark.item()).cluster());
    }
  }

  @Test
  void axesTellTheirShareOfTheVariance() {
    ClipAnalysis analysis = TestAnalyses.of(12);
    List<Double> shares = analysis.statistics().explainedVarianceRatio();
    assertThat(values(ClusterPlot.of(analysis).scene(), Role.AXIS))
        .containsExactly(
            String.format("PC 1 (%.1f %%)", 100 * shares.get(0)),
            String.format("PC 2 (%.1f %%)", 100 * shares.get(1)));
  }

  @Test
  void titleAndFootnoteTellWhatItIs() {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(12));
    assertThat(values(plot.scene(), Role.TITLE)).containsExactly("12 photos in 3 clusters");
    assertThat(values(plot.title("Mine").scene(), Role.TITLE)).containsExactly("Mine");
    assertThat(values(plot.scene(), Role.FOOTNOTE).get(0) + values(plot.scene(), Role.FOOTNOTE))
        .contains("k = 3", "silhouette 0.", "seed 42");
  }

  @Test
  void borderlinePhotosCarryTheirRunnerUp() {
    ClipAnalysis analysis = TestAnalyses.of(12);
    Scene scene = ClusterPlot.of(analysis).scene();
    for (Mark mark : scene.photos()) {
      assertThat(mark.runnerUp().isPresent())
          .isEqualTo(analysis.borderline().contains(analysis.images().get(mark.item())));
    }
  }

  @Test
  void anAnalysisOfEmbeddingsIsDrawnAsDots() {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.withoutSources(9));
    assertThat(plot.scene().photos()).isEmpty();
    assertThat(plot.scene().marks()).hasSize(9);
    assertThat(values(plot.scene(), Role.TITLE)).containsExactly("9 images in 2 clusters");
    assertThat(plot.toImage().getWidth()).isEqualTo(1600);
  }

  @Test
  void oneAndTwoPhotosAreDrawn() {
    assertThat(ClusterPlot.of(TestAnalyses.of(1)).scene().photos()).hasSize(1);
    assertThat(ClusterPlot.of(TestAnalyses.of(2)).scene().photos()).hasSize(2);
    assertThat(ClusterPlot.of(TestAnalyses.of(1)).toImage().getHeight()).isEqualTo(1000);
  }

  @Test
  void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = directory.resolve("plot.png");
    Files.writeString(file, "old");
    ClusterPlot.of(TestAnalyses.of(2)).size(400, 300).writePng(file);
    assertThat(ImageIO.read(file.toFile())).isNotNull();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whereItCannotBeWrittenTheMessageNamesTheFile() {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(2)).size(400, 300);
    Path missing = directory.resolve("missing").resolve("plot.png");
    assertThatThrownBy(() -> plot.writePng(missing))
        .isInstanceOf(ClipException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> plot.writePng(directory))
        .isInstanceOf(ClipException.class)
        .hasMessageContaining("it is a directory");
  }

  @Test
  void impossibleSizesAreRefused() {
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plot.size(399, 300))
        .withMessageContaining("399 x 300");
    assertThatIllegalArgumentException().isThrownBy(() -> plot.scale(0));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.scale(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> plot.size(20_000, 20_000));
  }

  private static List<String> values(Scene scene, Role role) {
    return scene.texts().stream().filter(t -> t.role() == role).map(Text::value).toList();
  }
}
