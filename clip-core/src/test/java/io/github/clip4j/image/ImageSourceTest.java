package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ImageException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSourceTest {

  @TempDir private Path directory;

  private void touch(String... files) throws IOException {
    for (String file : files) {
      Path path = directory.resolve(file);
      Files.createDirectories(path.resolve("..").normalize());
      Files.write(path, Reference.bytes("size_1x1.png"));
    }
  }

  private static List<String> names(List<ImageSource> sources) {
    return sources.stream().map(ImageSource::name).toList();
  }

  @Test
  void aDirectoryIsSearchedForImageNamesInAnyCase() throws IOException {
    touch("b.JPG", "a.png", "sub/deep/c.Tiff", "sub/d.webp", "notes.txt", "jpg", "e.jpeg.bak");
    assertThat(names(ImageSource.directory(directory, "photos/", List.of())))
        .containsExactly(
            "photos/a.png", "photos/b.JPG", "photos/sub/d.webp", "photos/sub/deep/c.Tiff");
    assertThat(names(ImageSource.directory(directory))).startsWith(directory + "/a.png").hasSize(4);
  }

  @Test
  void hiddenEntriesExcludedDirectoriesAndDirectoryLinksAreSkipped() throws IOException {
    touch("a.png", ".hidden.png", ".cache/b.png", "out/c.png", "real/d.png");
    Files.createSymbolicLink(directory.resolve("linked"), directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("link.png"), directory.resolve("a.png"));
    assertThat(names(ImageSource.directory(directory, "p", List.of(directory.resolve("out")))))
        .containsExactly("p/a.png", "p/link.png", "p/real/d.png");
    // The directory itself may be a link.
    assertThat(names(ImageSource.directory(directory.resolve("linked"), "l", List.of())))
        .containsExactly("l/d.png");
  }

  @Test
  void namesAreSortedByCodePointNotByUtf16() throws IOException {
    String beyond = "\ud83d\ude00.png";
    String below = "\uff5e.png";
    touch(beyond, below, "B.png", "a.png");
    assertThat(names(ImageSource.directory(directory, "p", List.of())))
        .containsExactly("p/B.png", "p/a.png", "p/" + below, "p/" + beyond);
  }

  @Test
  void whatIsNoDirectoryIsAWrongCall() {
    assertThatThrownBy(() -> ImageSource.directory(directory.resolve("absent")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void aGlobIsSortedAndMayBeEmpty() throws IOException {
    touch("b.png", "a.png", "c.txt", "sub/d.png", ".e.png");
    assertThat(names(ImageSource.glob(directory + "/*.png")))
        .containsExactly(directory + "/a.png", directory + "/b.png");
    assertThat(names(ImageSource.glob(directory + "/**.png")))
        .containsExactly(directory + "/a.png", directory + "/b.png", directory + "/sub/d.png");
    assertThat(names(ImageSource.glob(directory + "/s*/*.png")))
        .containsExactly(directory + "/sub/d.png");
    assertThat(ImageSource.glob(directory + "/*.gif")).isEmpty();
    assertThat(ImageSource.glob(directory + "/absent/*.gif")).isEmpty();
    assertThatThrownBy(() -> ImageSource.glob(directory + "/["))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bytesAndStreamsAreReadAnew() {
    byte[] png = Reference.bytes("png_rgb.png");
    ImageSource bytes = ImageSource.bytes("bytes", png);
    ImageSource stream = ImageSource.stream("stream", () -> new ByteArrayInputStream(png));
    RgbImage expected = ImageDecoder.standard().decode(Reference.source("png_rgb.png"));
    for (int round = 0; round < 2; round++) {
      assertThat(ImageDecoder.standard().decode(bytes)).isEqualTo(expected);
      assertThat(ImageDecoder.standard().decode(stream)).isEqualTo(expected);
    }
    png[40] ^= 1;
    assertThat(ImageDecoder.standard().decode(bytes)).isEqualTo(expected);
  }

  @Test
  void aStreamThatFailsIsAFailureWithItsReason() {
    ImageSource source =
        ImageSource.stream(
            "archive",
            () -> {
              throw new IOException("the archive is closed");
            });
    assertThatThrownBy(() -> ImageDecoder.standard().decode(source))
        .isInstanceOf(ImageException.class)
        .hasMessage("the archive is closed");
  }

  @Test
  void greyOfABufferedImageIsNotTakenForLinearLight() throws IOException {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 64);
    grey.getRaster().setSample(1, 0, 0, 128);
    ImageSource source = ImageSource.image("grey", grey);
    assertThat(ImageDecoder.standard().decode(source).toBytes())
        .containsExactly(64, 64, 64, -128, -128, -128);
    ImageSource reread = ImageSource.bytes("png", source.open().readAllBytes());
    assertThat(ImageDecoder.standard().decode(reread).toBytes())
        .containsExactly(64, 64, 64, -128, -128, -128);
  }

  @Test
  void aBufferedImageKeepsItsAlphaAndItsPixels() throws IOException {
    BufferedImage image = new BufferedImage(1, 2, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00102030);
    image.setRGB(0, 1, 0xff405060);
    ImageSource source = ImageSource.image("argb", image);
    image.setRGB(0, 0, 0xffffffff);
    byte[] dropped = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60};
    byte[] onWhite = {-1, -1, -1, 0x40, 0x50, 0x60};
    ImageDecoder white = ImageDecoder.standard().transparency(Transparency.WHITE);
    ImageSource reread = ImageSource.bytes("png", source.open().readAllBytes());
    for (ImageSource each : List.of(source, reread)) {
      assertThat(ImageDecoder.standard().decode(each).toBytes()).isEqualTo(dropped);
      assertThat(white.decode(each).toBytes()).isEqualTo(onWhite);
    }
  }

  @Test
  void aBufferedImageComesBack() {
    RgbImage image = ImageDecoder.standard().decode(Reference.source("png_rgb.png"));
    ImageSource source = ImageSource.image("again", image.toBufferedImage());
    assertThat(ImageDecoder.standard().decode(source)).isEqualTo(image);
    assertThat(RgbImage.of(image.width(), image.height(), image.toBytes())).isEqualTo(image);
    assertThatThrownBy(() -> RgbImage.of(2, 2, new byte[11]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyWebAddressesAreUrls() {
    assertThatThrownBy(() -> ImageSource.url(URI.create("file:///etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http");
    assertThatThrownBy(() -> ImageSource.url(URI.create("http:///nohost")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theImagesOfAnUnnamedDirectoryHaveRelativeNames() throws IOException {
    Files.createFile(directory.resolve("a.png"));
    assertThat(ImageSource.directory(directory, "", List.of()))
        .extracting(ImageSource::name)
        .containsExactly("a.png");
  }
}
