package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.LabelScore;
import io.github.clip4j.embedding.Embeddings.Neighbour;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String SCRIPT = "red </script><script>alert(1)</script>.jpg";
  private static final String QUOTES = "green \"' onload=alert(1) &amp; {{title}}.jpg";

  /** Of the page without images: style, scripts, licences. */
  private static final int OF_ITS_OWN = 250_000;

  @TempDir private Path directory;

  @Test
  void everyImageIsInTheDataWithItsPlaceAndCluster() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(7);
    JsonArray images = data(page(analysis)).getAsJsonArray("images");
    assertThat(images).hasSize(7);
    for (int i = 0; i < 7; i++) {
      JsonObject image = images.get(i).getAsJsonObject();
      assertThat(image.get("file").getAsString()).isEqualTo(analysis.images().get(i).name());
      assertThat(image.get("x").getAsFloat())
          .isCloseTo(analysis.images().get(i).x(), within(1e-4f));
      assertThat(image.get("y").getAsFloat())
          .isCloseTo(analysis.images().get(i).y(), within(1e-4f));
      assertThat(image.get("cluster").getAsInt()).isEqualTo(analysis.images().get(i).cluster());
      assertThat(image.get("silhouette").getAsDouble())
          .isCloseTo(analysis.images().get(i).silhouette().orElseThrow(), within(1e-4));
      assertThat(image.get("aspect").getAsDouble()).isCloseTo(4.0 / 3, within(1e-3));
    }
  }

  @Test
  void everyImageHasItsScoresBestFirstAndItsNearestNeighbours() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(9);
    JsonObject data = data(page(analysis));
    List<List<Neighbour>> nearest = analysis.embeddings().nearestOfEach(5);
    for (int i = 0; i < 9; i++) {
      JsonObject image = data.getAsJsonArray("images").get(i).getAsJsonObject();
      List<LabelScore> best =
          analysis.images().get(i).scores().stream()
              .sorted(Comparator.comparingDouble(LabelScore::cosine).reversed())
              .toList();
      assertThat(image.getAsJsonArray("scores")).hasSameSizeAs(best);
      for (int j = 0; j < best.size(); j++) {
        JsonArray score = image.getAsJsonArray("scores").get(j).getAsJsonArray();
        assertThat(data.getAsJsonArray("labels").get(score.get(0).getAsInt()).getAsString())
            .isEqualTo(best.get(j).label());
        assertThat(score.get(1).getAsFloat()).isCloseTo(best.get(j).cosine(), within(1e-4f));
      }
      assertThat(image.getAsJsonArray("neighbours").asList())
          .extracting(pair -> pair.getAsJsonArray().get(0).getAsInt())
          .isEqualTo(nearest.get(i).stream().map(Neighbour::row).toList());
    }
  }

  @Test
  void ofManyLabelsEachImageHasTheTwelveBest() throws IOException {
    List<String> labels = new ArrayList<>(TestAnalyses.KINDS);
    for (int i = 0; i < 60; i++) {
      labels.add("green number " + i);
    }
    List<ImageSource> images = List.of(TestAnalyses.photo("red"), TestAnalyses.photo("blue"));
    JsonObject data = data(page(TestAnalyses.of(images, 2, labels)));
    JsonArray scores =
        data.getAsJsonArray("images").get(0).getAsJsonObject().getAsJsonArray("scores");
    assertThat(scores).hasSize(12);
    int best = scores.get(0).getAsJsonArray().get(0).getAsInt();
    assertThat(data.getAsJsonArray("labels").get(best).getAsString()).isEqualTo("red");
  }

  @Test
  void thereIsMoreOfTheScreeThanOfTheMap() throws IOException {
    JsonObject data = data(page(TestAnalyses.of(7)));
    assertThat(data.getAsJsonArray("shares")).hasSize(2);
    assertThat(data.getAsJsonArray("scree")).hasSize(3);
    assertThat(data.getAsJsonArray("silhouetteByK")).isEmpty();
  }

  @Test
  void anAutomaticChoiceShowsTheSilhouetteOfEachNumberOfClusters() throws IOException {
    String page = page(TestAnalyses.chosen(20));
    assertThat(data(page).getAsJsonArray("silhouetteByK").asList())
        .extracting(pair -> pair.getAsJsonArray().get(0).getAsInt())
        .containsExactly(2, 3, 4);
    assertThat(page).contains("chosen from 2 to at most 6 by the silhouette");
  }

  @Test
  void hostileNamesCannotLeaveTheirPlace() throws IOException {
    List<ImageSource> images = new ArrayList<>();
    images.add(TestAnalyses.photo(SCRIPT));
    images.add(TestAnalyses.photo(QUOTES));
    images.add(ImageSource.bytes("broken </table><img src=x onerror=alert(1)>", new byte[0]));
    String page = page(TestAnalyses.of(images, 2, List.of("red <i>", "green \"")));
    assertThat(page).doesNotContain("<script>alert", "<img", "<i>", "<b>none", "alert(1)</script>");
    assertThat(page)
        .contains("broken &lt;/table&gt;&lt;img src=x onerror=alert(1)&gt;")
        .contains("no picture: &lt;b&gt;none&lt;/b&gt;");
    assertThat(data(page).getAsJsonArray("images").asList())
        .extracting(image -> image.getAsJsonObject().get("file").getAsString())
        .containsExactly(SCRIPT, QUOTES);
    assertThat(data(page).getAsJsonArray("labels").asList())
        .extracting(JsonElement::getAsString)
        .containsExactlyInAnyOrder("red <i>", "green \"");
  }

  @Test
  void failuresAreListedWhereThereAreAny() throws IOException {
    List<ImageSource> images =
        List.of(
            TestAnalyses.photo("red 1.png"),
            ImageSource.bytes("broken 2.png", new byte[0]),
            TestAnalyses.photo("blue 3.png"));
    assertThat(page(TestAnalyses.of(images, 2)))
        .contains("<b>1</b> could not be read", "<bdi>broken 2.png</bdi>");
    assertThat(page(TestAnalyses.of(2))).doesNotContain("id=\"failures\"", "could not be read");
  }

  @Test
  void thePolicyAllowsThePagesOwnScriptAndStyleAndNoRequest() throws Exception {
    String page = page(TestAnalyses.of(4));
    String style = first(page, "<style>(.*?)</style>");
    String script = first(page, "<script>(.*?)</script>");
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; img-src data: blob:; style-src '"
                + digest(style)
                + "'; script-src '"
                + digest(script)
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'\"");
    assertThat(style).doesNotContain("url(", "@import");
    assertThat(page)
        .doesNotContain(" style=", " src=")
        .doesNotContainPattern("<[a-z][^>]*\\son\\w+=");
    assertThat(page).doesNotContainPattern("href=\"[^#]");
  }

  @Test
  void theLicencesOfD3StandInThePage() throws IOException {
    String page = page(TestAnalyses.of(2));
    assertThat(page)
        .contains("d3-zoom 3.0.0", "Permission to use, copy, modify, and/or distribute");
    assertThat(page).contains("Robert Penner");
  }

  @Test
  void aPageTakesAtMost25KilobytesAPhotoAndEachIsThereOnce() throws IOException {
    String page = page(TestAnalyses.of(5));
    List<String> photos = photos(page);
    assertThat(photos).hasSize(5).doesNotHaveDuplicates();
    assertThat(photos).allSatisfy(photo -> assertThat(photo.length()).isBetween(8_000, 23_000));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(OF_ITS_OWN + 5 * 25_000);
  }

  @Test
  void manyPhotosAreLargerOnThePageThanInThePicture() throws IOException {
    Photos photos = Photos.read(TestAnalyses.sources(300).stream().map(Optional::of).toList());
    assertThat(photos.images().get(0).orElseThrow().width()).isLessThan(FittedJpeg.LARGEST_EDGE);
    assertThat(photos.jpegs()).hasSize(300);
    assertThat(photos.jpeg(299).orElseThrow().length).isBetween(8_000, FittedJpeg.limit(300));
  }

  @Test
  void thePageHasThePlotsTitleAndColours() throws IOException {
    Path file = directory.resolve("report.html");
    HtmlReport.of(
            ClusterPlot.of(TestAnalyses.of(6)).title("Mine & yours").palette(Palette.OKABE_ITO))
        .write(file);
    String page = Files.readString(file);
    assertThat(page).contains("<title>Mine &amp; yours</title>");
    assertThat(data(page).getAsJsonArray("clusters").get(0).getAsJsonObject().get("colour"))
        .hasToString("\"#0072B2\"");
  }

  @Test
  void theSameAnalysisGivesTheSamePage() throws IOException {
    assertThat(page(TestAnalyses.of(70))).isEqualTo(page(TestAnalyses.of(70)));
  }

  @Test
  void anAnalysisOfEmbeddingsHasNoPhotos() throws IOException {
    String page = page(TestAnalyses.withoutSources(9));
    assertThat(photos(page)).isEmpty();
    assertThat(
            data(page).getAsJsonArray("images").get(0).getAsJsonObject().get("aspect").isJsonNull())
        .isTrue();
    assertThat(page).contains("<title>9 images in 2 clusters</title>");
  }

  @Test
  void oneImageMakesAPage() throws IOException {
    JsonObject data = data(page(TestAnalyses.of(1)));
    JsonObject image = data.getAsJsonArray("images").get(0).getAsJsonObject();
    assertThat(image.get("silhouette").isJsonNull()).isTrue();
    assertThat(image.getAsJsonArray("neighbours")).isEmpty();
    assertThat(data.getAsJsonArray("scree")).isEmpty();
  }

  private String page(ClipAnalysis analysis) throws IOException {
    Path file = directory.resolve("report.html");
    HtmlReport.of(analysis).write(file);
    return Files.readString(file);
  }

  private static JsonObject data(String page) {
    return JsonParser.parseString(
            first(page, "<script type=\"application/json\" id=\"data\">(.*?)</script>"))
        .getAsJsonObject();
  }

  private static List<String> photos(String page) {
    return Pattern.compile("<script type=\"text/plain\" id=\"photo-\\d+\">([^<]*)</script>")
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String digest(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }

  private static String first(String page, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(page)
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
