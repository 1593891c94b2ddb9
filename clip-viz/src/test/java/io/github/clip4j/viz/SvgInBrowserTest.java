package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.image.ImageSource;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser shows of an SVG file what the PNG file shows. */
class SvgInBrowserTest {
  @TempDir private Path directory;

  @Test
  void chromiumShowsWhatThePngShows() throws IOException, InterruptedException {
    Path chromium = Browser.program();
    ClusterPlot plot = ClusterPlot.of(TestAnalyses.of(photos(), 3)).size(1200, 800);
    Path svg = directory.resolve("plot.svg");
    plot.writeSvg(svg);
    BufferedImage shown = screenshot(chromium, svg);
    BufferedImage drawn = plot.toImage();
    // The browser may set texts in another font.
    hideTexts(plot.scene(), shown);
    hideTexts(plot.scene(), drawn);
    PictureDifference difference = PictureDifference.between(drawn, shown);
    assertThat(difference.mean()).isLessThan(0.4);
    assertThat(difference.largest()).isLessThan(20);
  }

  /** Of one colour each, which JPEG keeps. */
  private static List<ImageSource> photos() {
    List<ImageSource> photos = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      BufferedImage image = new BufferedImage(120 + i % 3 * 40, 120, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setColor(new Color(90 + 4 * i, 60 + 7 * i, 230 - 5 * i));
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.dispose();
      photos.add(ImageSource.image(TestAnalyses.KINDS.get(i % 3) + " " + i, image));
    }
    return photos;
  }

  private BufferedImage screenshot(Path chromium, Path svg)
      throws IOException, InterruptedException {
    Path picture = directory.resolve("shown.png");
    Path log = directory.resolve("chromium.log");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1200,800",
                "--screenshot=" + picture,
                svg.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    return ImageIO.read(picture.toFile());
  }

  private static void hideTexts(Scene scene, BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    for (Scene.Text text : scene.texts()) {
      double size = text.role().size() * scene.unit();
      int left = (int) (text.x() - text.shift() - 4);
      if (text.upright()) {
        int top = (int) (text.baseline() - text.width() / 2 - 4);
        graphics.fillRect((int) (text.x() - size), top, (int) (1.5 * size), (int) text.width() + 8);
      } else {
        int top = (int) (text.baseline() - size);
        graphics.fillRect(left, top, (int) text.width() + 8, (int) (1.5 * size));
      }
    }
    for (Scene.Name name : scene.names()) {
      Box card = name.card();
      graphics.fillRect(
          (int) card.x(), (int) card.y(), (int) card.width() + 1, (int) card.height() + 1);
    }
    graphics.dispose();
  }
}
