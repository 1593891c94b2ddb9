package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.error.ClipException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterchangeTest {
  @TempDir private Path directory;

  @Test
  void theTableHasARowAnImage() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(6);
    Interchange.of(analysis).writeCsv(directory.resolve("images.csv"));
    String csv = Files.readString(directory.resolve("images.csv"));
    List<String> lines = csv.lines().toList();
    assertThat(csv.split("\r\n", -1)).hasSize(8);
    assertThat(lines.get(0)).isEqualTo("file,x,y,cluster,cluster_name,silhouette,borderline,label");
    for (int i = 0; i < 6; i++) {
      String[] cells = lines.get(i + 1).split(",", -1);
      assertThat(cells[0]).isEqualTo(analysis.images().get(i).name());
      assertThat(Double.parseDouble(cells[1]))
          .isCloseTo(analysis.images().get(i).x(), within(1e-6));
      assertThat(cells[4]).isEqualTo(analysis.clusterOf(analysis.images().get(i)).name());
    }
  }

  @Test
  void aNameIsOneCellWhateverIsInIt() throws IOException {
    ClipAnalysis analysis =
        TestAnalyses.of(
            List.of(
                TestAnalyses.photo("=HYPERLINK(\"http://a.b\",\"red\")"),
                TestAnalyses.photo("red, \"two\"\r\nlines\t"),
                TestAnalyses.photo("-green")),
            1);
    Interchange.of(analysis).writeCsv(directory.resolve("images.csv"));
    assertThat(Files.readString(directory.resolve("images.csv")))
        .contains("\r\n\"'=HYPERLINK(\"\"http://a.b\"\",\"\"red\"\")\",")
        .contains("\r\n\"red, \"\"two\"\"\r\nlines\t\",")
        .contains("\r\n'-green,");
    Interchange.of(analysis).writeProjector(directory);
    List<String> rows = Files.readAllLines(directory.resolve("metadata.tsv"));
    assertThat(rows).hasSize(4).allMatch(row -> row.split("\t", -1).length == 8);
    assertThat(rows.get(2)).startsWith("red, \"two\"  lines \t");
  }

  @ParameterizedTest
  @CsvSource({"plain, plain", "@x, '''@x'", "+1, '''+1'", "a=b, a=b"})
  void whatASpreadsheetWouldCalculateIsMadeText(String text, String cell) {
    assertThat(AnalysisRows.csvCell(text)).isEqualTo(cell);
  }

  @Test
  void undefinedNumbersAreEmpty() throws IOException {
    Interchange.of(TestAnalyses.of(1)).writeCsv(directory.resolve("images.csv"));
    assertThat(Files.readString(directory.resolve("images.csv")))
        .contains(",red,,0,red\r\n")
        .doesNotContain("NaN");
  }

  @Test
  void theProjectorGetsItsFourFiles() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(10);
    Path files = directory.resolve("new/projector");
    Interchange.of(analysis).writeProjector(files);
    assertThat(files)
        .isDirectoryContaining("glob:**/projector_config.pbtxt")
        .isDirectoryContaining("glob:**/metadata.tsv");
    List<String> tensors = Files.readAllLines(files.resolve("tensors.tsv"));
    assertThat(tensors).hasSize(10);
    for (int i = 0; i < 10; i++) {
      String[] numbers = tensors.get(i).split("\t", -1);
      float[] vector = analysis.embeddings().vector(i);
      assertThat(numbers).hasSize(vector.length);
      for (int d = 0; d < vector.length; d++) {
        assertThat(Float.parseFloat(numbers[d])).isEqualTo(vector[d]);
      }
    }
    assertThat(Files.readString(files.resolve("projector_config.pbtxt")))
        .contains("tensor_path: \"tensors.tsv\"", "metadata_path: \"metadata.tsv\"")
        .contains("image_path: \"sprite.png\"", "single_image_dim: 64");
  }

  @Test
  void theSpriteHasAsManyRowsAsColumns() throws IOException {
    Interchange.of(TestAnalyses.of(10)).writeProjector(directory);
    BufferedImage sprite = ImageIO.read(directory.resolve("sprite.png").toFile());
    assertThat(sprite.getWidth()).isEqualTo(4 * 64);
    assertThat(sprite.getHeight()).isEqualTo(4 * 64);
    // The photos are 4 by 3: the tenth begins the third row, below a strip without colour.
    assertThat(sprite.getRGB(64 + 32, 2 * 64 + 32) >>> 24).isEqualTo(255);
    assertThat(sprite.getRGB(64 + 32, 2 * 64 + 2) >>> 24).isZero();
    assertThat(sprite.getRGB(2 * 64 + 32, 2 * 64 + 32) >>> 24).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 64", "16384, 64", "16385, 63", "1048576, 8", "1048577, 0"})
  void theSpriteKeepsToTheProjectorsLimit(int images, int edge) {
    Sprite sprite = Sprite.of(TestPlots.photos(1), images);
    assertThat(sprite.edge()).isEqualTo(edge);
    assertThat(sprite.edge() * sprite.columns()).isLessThanOrEqualTo(8192);
  }

  @Test
  void withoutPhotosThereIsNoSprite() throws IOException {
    Interchange.of(TestAnalyses.withoutSources(5)).writeProjector(directory);
    assertThat(directory.resolve("sprite.png")).doesNotExist();
    assertThat(Files.readString(directory.resolve("projector_config.pbtxt")))
        .doesNotContain("sprite");
  }

  @Test
  void whereItCannotBeWrittenTheMessageNamesThePlace() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Interchange files = Interchange.of(TestAnalyses.of(2));
    assertThatThrownBy(() -> files.writeProjector(file))
        .isInstanceOf(ClipException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> files.writeCsv(directory))
        .isInstanceOf(ClipException.class)
        .hasMessageContaining("it is a directory");
  }
}
