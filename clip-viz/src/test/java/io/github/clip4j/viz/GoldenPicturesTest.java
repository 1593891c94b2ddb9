package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.viz.PlotData.Borderline;
import io.github.clip4j.viz.PlotData.Group;
import io.github.clip4j.viz.PlotData.Item;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pictures look as they did when somebody last looked at them.
 *
 * <p>They are set in a font of the tests' own, so that they are the same on all machines but for
 * the smoothing of edges, which {@link PictureDifference} does not see. After a wanted change:
 * {@code mvn -pl clip-viz -am test -Dtest=GoldenPicturesTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.write=true}, then look at {@code
 * src/test/resources/golden}.
 */
class GoldenPicturesTest {
  private static final Path GOLDENS = Path.of("src/test/resources/golden");
  private static final Path FAILED = Path.of("target/golden");

  /** More than smoothing makes of it on any JDK, less than any thing that is to be seen. */
  private static final double NOTICED_ONCE = 4;

  private static final double NOTICED_ALL_OVER = 0.1;

  enum Picture {
    LIGHT_WITH_HULLS,
    DARK_WITH_ELLIPSES,
    GRID_WITH_CAPTIONS,
    PLAIN_AT_THE_POINTS;

    Look look() {
      Look look = Look.standard("").withSize(960, 600).withFonts(TestFonts.dejaVu());
      return switch (this) {
        case LIGHT_WITH_HULLS -> look;
        case DARK_WITH_ELLIPSES ->
            look.withTheme(Theme.DARK).withPalette(Palette.OKABE_ITO).withHulls(Hulls.ELLIPSE);
        case GRID_WITH_CAPTIONS -> look.withLayout(PhotoLayout.GRID);
        case PLAIN_AT_THE_POINTS -> look.withHulls(Hulls.NONE).withLayout(PhotoLayout.EXACT);
      };
    }

    BufferedImage draw() {
      return GoldenPicturesTest.draw(data(this == GRID_WITH_CAPTIONS), look());
    }

    String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".png";
    }
  }

  @ParameterizedTest
  @EnumSource(Picture.class)
  void looksAsItDid(Picture picture) throws IOException {
    BufferedImage drawn = picture.draw();
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDENS);
      ImageIO.write(drawn, "png", GOLDENS.resolve(picture.file()).toFile());
    }
    PictureDifference difference = PictureDifference.between(drawn, golden(picture));
    if (difference.largest() > NOTICED_ONCE || difference.mean() > NOTICED_ALL_OVER) {
      Files.createDirectories(FAILED);
      ImageIO.write(drawn, "png", FAILED.resolve(picture.file()).toFile());
    }
    assertThat(difference.largest())
        .as("the largest ΔE of 8 x 8 pixels of %s; see %s", picture.file(), FAILED)
        .isLessThan(NOTICED_ONCE);
    assertThat(difference.mean()).isLessThan(NOTICED_ALL_OVER);
  }

  @Test
  void aPhotoThatMovedByTwoUnitsIsNoticed() {
    BufferedImage drawn = Picture.LIGHT_WITH_HULLS.draw();
    PlotData data = data(false);
    List<Item> items = new ArrayList<>(data.items());
    Item first = items.get(3);
    items.set(
        3,
        new Item(
            first.x() + 0.006,
            first.y(),
            first.cluster(),
            first.name(),
            "",
            first.aspect(),
            first.borderline()));
    BufferedImage moved = draw(with(data, items), Picture.LIGHT_WITH_HULLS.look());
    assertThat(PictureDifference.between(drawn, moved).largest()).isGreaterThan(NOTICED_ONCE);
  }

  @Test
  void aBadgeThatIsMissingIsNoticed() {
    BufferedImage drawn = Picture.LIGHT_WITH_HULLS.draw();
    PlotData data = data(false);
    List<Item> items = new ArrayList<>(data.items());
    Item last = items.get(5);
    items.set(
        5,
        new Item(
            last.x(),
            last.y(),
            last.cluster(),
            last.name(),
            "",
            last.aspect(),
            Optional.of(new Borderline(OptionalInt.of(0), "named two, sits nearer to one", 9))));
    BufferedImage more = draw(with(data, items), Picture.LIGHT_WITH_HULLS.look());
    assertThat(PictureDifference.between(drawn, more).largest()).isGreaterThan(NOTICED_ONCE);
  }

  @Test
  void anotherLetterIsNoticed() {
    BufferedImage drawn = Picture.LIGHT_WITH_HULLS.draw();
    PlotData data = data(false);
    PlotData other =
        new PlotData(
            "Golden pictureZ",
            data.xLabel(),
            data.yLabel(),
            data.footnote(),
            data.groups(),
            data.items());
    BufferedImage written = draw(other, Picture.LIGHT_WITH_HULLS.look());
    assertThat(PictureDifference.between(drawn, written).largest()).isGreaterThan(NOTICED_ONCE);
  }

  private static BufferedImage golden(Picture picture) throws IOException {
    try (InputStream in =
        Boolean.getBoolean("golden.write")
            ? Files.newInputStream(GOLDENS.resolve(picture.file()))
            : GoldenPicturesTest.class.getResourceAsStream("/golden/" + picture.file())) {
      return ImageIO.read(in);
    }
  }

  private static BufferedImage draw(PlotData data, Look look) {
    Scene scene = PlotLayout.lay(data, look);
    return Java2dCanvas.render(
        scene,
        TestPlots.photos(data.items().size()),
        look.theme(),
        Typesetter.of(look.fonts(), scene.unit()),
        1);
  }

  private static PlotData with(PlotData data, List<Item> items) {
    return new PlotData(
        data.title(), data.xLabel(), data.yLabel(), data.footnote(), data.groups(), items);
  }

  /** Sixteen photos in three clusters, one of them named in Hebrew, two photos borderline. */
  private static PlotData data(boolean captions) {
    PlotData plain = TestPlots.data(Positions.CLUSTERS, 16, 3);
    List<Item> items = new ArrayList<>();
    for (Item item : plain.items()) {
      int i = items.size();
      Optional<Borderline> borderline =
          i == 2 || i == 7
              ? Optional.of(new Borderline(OptionalInt.of(0), "named three, sits nearer to one", i))
              : Optional.empty();
      items.add(
          new Item(
              item.x(),
              item.y(),
              item.cluster(),
              item.name() + ".jpg",
              captions ? item.name() + " with a long caption" : "",
              item.aspect(),
              borderline));
    }
    return new PlotData(
        "Golden picture",
        "PC 1 (34.2 %)",
        "PC 2 (12.9 %)",
        "model test · k = 3 · seed 42",
        List.of(new Group("one", 6), new Group("two", 5), new Group("שלוש", 5)),
        items);
  }
}
