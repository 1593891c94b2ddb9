package io.github.clip4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each example runs, and prints what it promises. */
class ExamplesTest {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  @TempDir private Path directory;

  @BeforeEach
  void catchWhatIsPrinted() {
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveTheStreamsBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void exploreImagesNamesTheGroupsAndDrawsThem() throws IOException {
    Path picture = directory.resolve("picture.png");

    ExploreImages.main(new String[] {picture.toString()});

    assertThat(lines())
        .anyMatch(line -> line.matches("group \\d is animal"))
        .anyMatch(line -> line.matches("group \\d is food"))
        .anyMatch(line -> line.matches("group \\d is object"))
        .anyMatch(line -> line.matches("group \\d is vehicle"));
    assertThat(ImageIO.read(picture.toFile())).isNotNull();
  }

  @Test
  void exploreImagesTellsOfAUrlThatFailsAndGoesOn() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Path photo = Path.of(DemoPhotos.FOLDER, exchange.getRequestURI().getPath());
          boolean found = Files.isRegularFile(photo);
          byte[] body = found ? Files.readAllBytes(photo) : new byte[0];
          exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String site = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    Path picture = directory.resolve("picture.png");
    try {
      ExploreImages.main(
          new String[] {
            picture.toString(),
            site + "cat.jpg",
            site + "no-such-photo.jpg",
            site + "city-bus.jpg",
            site + "coffee-cup.jpg",
            site + "hammer.jpg"
          });
    } finally {
      server.stop(0);
    }

    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("Error: " + site + "no-such-photo.jpg: ")
        .contains("404");
    assertThat(lines()).filteredOn(line -> line.startsWith("group ")).hasSize(4);
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void zeroShotLabelsLabelsEachPhoto() {
    ZeroShotLabels.main(new String[0]);

    assertThat(lines())
        .hasSize(26)
        .anyMatch(line -> line.startsWith(DemoPhotos.photo("cat.jpg") + ": animal {animal="))
        .anyMatch(line -> line.startsWith(DemoPhotos.photo("sailing-ship.jpg") + ": vehicle {"));
  }

  @Test
  void searchByTextFindsTheSentence() {
    SearchByText.main(new String[] {"giraffes"});

    assertThat(lines()).hasSize(3).first().asString().endsWith(DemoPhotos.photo("giraffes.jpg"));
  }

  @Test
  void bringYourOwnEncoderGroupsByColour() {
    BringYourOwnEncoder.main(new String[0]);

    assertThat(lines()).filteredOn(line -> line.startsWith("cluster ")).hasSize(3);
    assertThat(lines()).filteredOn(line -> line.startsWith("  ")).hasSize(26);
  }

  @Test
  void galleryDrawsThePicturesAndWritesEveryFormat() throws IOException {
    Gallery.main(new String[] {directory.toString(), "10", "30"});

    assertThat(ImageIO.read(directory.resolve("30-photos.jpg").toFile()).getWidth())
        .isEqualTo(1600);
    assertThat(lines())
        .anyMatch(line -> line.matches("10 photos: of each one's 5 nearest, (8|9)\\d % .*"))
        .anyMatch(line -> line.matches("30 photos: of each one's 5 nearest, (8|9)\\d % .*"));
    for (String file :
        new String[] {
          "names.jpg",
          "formats/plot.png",
          "formats/plot.svg",
          "formats/scene.json",
          "formats/images.csv",
          "formats/projector/sprite.png"
        }) {
      assertThat(directory.resolve(file)).isNotEmptyFile();
    }
  }
}
