package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String SCRIPT = "red <script>alert(1)</script>.jpg";
  private static final String QUOTES = "green \"' onload=alert(1) &amp; {{title}}.jpg";

  @TempDir private Path directory;

  @Test
  void everyImageIsOnTheMapAndInTheTable() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(7);
    String page = page(analysis);
    for (int i = 0; i < 7; i++) {
      assertThat(page)
          .contains("id=\"map-" + i + "\"", "id=\"image-" + i + "\"", "id=\"photo-" + i + "\"");
    }
    assertThat(page).contains("<title>7 photos in 3 clusters</title>", "PC 1 (");
    analysis.images().forEach(image -> assertThat(page).contains("<bdi>" + image.name()));
  }

  @Test
  void clustersHaveNamesSizesAndScores() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(7);
    String clusters = section(page(analysis), "clusters");
    for (var cluster : analysis.clusters()) {
      assertThat(clusters)
          .contains("</svg><bdi>" + cluster.name() + "</bdi>")
          .contains(String.format("<bdi>%s</bdi> %.3f", cluster.name(), best(cluster.scores())));
    }
  }

  @Test
  void hostileNamesStayText() throws IOException {
    List<ImageSource> images = new ArrayList<>();
    images.add(TestAnalyses.photo(SCRIPT));
    images.add(TestAnalyses.photo(QUOTES));
    images.add(ImageSource.bytes("broken </table><img src=x onerror=alert(1)>", new byte[0]));
    String page = page(TestAnalyses.of(images, 2, List.of("red <i>", "green \"")));
    assertThat(page).doesNotContain("<script", "<img", "<i>", "<b>none", "green \"<");
    assertThat(page)
        .contains("red &lt;script&gt;alert(1)&lt;/script&gt;.jpg")
        .contains("green &quot;&#39; onload=alert(1) &amp;amp; {{title}}.jpg")
        .contains("broken &lt;/table&gt;&lt;img src=x onerror=alert(1)&gt;")
        .contains("no picture: &lt;b&gt;none&lt;/b&gt;");
  }

  @Test
  void failuresAreListedWhereThereAreAny() throws IOException {
    List<ImageSource> images =
        List.of(
            TestAnalyses.photo("red 1.png"),
            ImageSource.bytes("broken 2.png", new byte[0]),
            TestAnalyses.photo("blue 3.png"));
    assertThat(section(page(TestAnalyses.of(images, 2)), "failures")).contains("broken 2.png");
    assertThat(page(TestAnalyses.of(2))).doesNotContain("id=\"failures\"");
  }

  @Test
  void nothingIsLoadedAndNothingRuns() throws Exception {
    String page = page(TestAnalyses.of(4));
    assertThat(page).doesNotContain("http:", "https:", "<script", "@import", " style=");
    assertThat(page).doesNotContainPattern("\\son\\w+=");
    String style = first(page, "<style>(.*?)</style>");
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; img-src data:; style-src 'sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "'; base-uri 'none'; form-action 'none'\"");
    assertThat(style).doesNotContain("url(");
  }

  @Test
  void aPhotoTakesAtMost25KilobytesAndIsThereOnce() throws IOException {
    String page = page(TestAnalyses.of(5));
    List<String> uris =
        Pattern.compile("data:image/jpeg;base64,[^\"]*")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(uris).hasSize(5).doesNotHaveDuplicates();
    assertThat(uris).allSatisfy(uri -> assertThat(uri.length()).isBetween(2_000, 25_000));
  }

  @Test
  void thePageHasThePlotsTitleAndColours() throws IOException {
    Path file = directory.resolve("report.html");
    HtmlReport.of(
            ClusterPlot.of(TestAnalyses.of(6)).title("Mine & yours").palette(Palette.OKABE_ITO))
        .write(file);
    assertThat(Files.readString(file)).contains("<h1>Mine &amp; yours</h1>", "fill=\"#0072B2\"");
  }

  @Test
  void theSameAnalysisGivesTheSamePage() throws IOException {
    assertThat(page(TestAnalyses.of(6))).isEqualTo(page(TestAnalyses.of(6)));
  }

  @Test
  void anAnalysisOfEmbeddingsHasDots() throws IOException {
    String page = page(TestAnalyses.withoutSources(9));
    assertThat(page).contains("class=\"dot\"").doesNotContain("data:image", "{{", "<symbol");
  }

  @Test
  void noTagOfTheTemplateIsLeft() throws IOException {
    assertThat(page(TestAnalyses.of(12)).replaceAll("base64,[^\"]*", ""))
        .doesNotContain("{{", "}}", "null", "NaN");
  }

  private static double best(List<io.github.clip4j.LabelScore> scores) {
    return scores.stream().mapToDouble(s -> s.cosine()).max().orElseThrow();
  }

  private String page(ClipAnalysis analysis) throws IOException {
    Path file = directory.resolve("report.html");
    HtmlReport.of(analysis).write(file);
    return Files.readString(file);
  }

  private static String section(String page, String id) {
    return first(page, "<section id=\"" + id + "\">(.*?)</section>");
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
