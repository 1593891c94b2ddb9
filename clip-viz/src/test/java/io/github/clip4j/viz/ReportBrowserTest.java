package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What a reader can do with the page, in a real browser, from disk. */
class ReportBrowserTest {
  private static final String HOSTILE = "red <img src=x onerror=alert(1)></script>\u202E.png";
  private static final String HOSTILE_LABEL = "green <b onclick=alert(2)>";
  private static final int PHOTOS = 13;

  @TempDir private static Path directory;
  private static Browser browser;
  private static ClipAnalysis analysis;
  private static Path page;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    List<ImageSource> images = new ArrayList<>(TestAnalyses.sources(PHOTOS - 1));
    images.add(TestAnalyses.photo(HOSTILE));
    images.add(ImageSource.bytes("broken <i>.png", new byte[0]));
    analysis = TestAnalyses.of(images, 3, List.of("red", HOSTILE_LABEL, "blue"));
    page = directory.resolve("report.html");
    HtmlReport.of(analysis).write(page);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.resize(1280, 860);
    browser.open(page);
  }

  @AfterEach
  void nothingIsComplainedOfAndNoRequestLeavesThePage() {
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(request -> request.matches(".*\"url\":\"(file:///|data:image/jpeg|blob:).*"));
  }

  @Test
  void countsAreThoseOfTheAnalysis() {
    assertThat(browser.find("#count").getText()).isEqualTo(PHOTOS + " images");
    assertThat(browser.all(".chip")).hasSize(3);
    for (var cluster : analysis.clusters()) {
      assertThat(browser.find(".chip[data-cluster='" + cluster.id() + "'] .n").getText())
          .isEqualTo(Integer.toString(cluster.size()));
    }
    browser.find("#tab-table").click();
    assertThat(browser.all("#table tbody tr")).hasSize(PHOTOS);
    browser.find("#tab-clusters").click();
    assertThat(browser.all("#clusters .card")).hasSize(3);
  }

  @Test
  void pointingAtAPhotoShowsItWithItsClusterScoresAndNeighbours() {
    int image = 3;
    onlyThoseCalled("3.png");
    pointAt(image);
    WebElement inspector = browser.find("#inspector");
    assertThat(inspector.findElements(css("article")).get(0).getDomAttribute("data-image"))
        .isEqualTo(Integer.toString(image));
    assertThat(inspector.getText())
        .contains(analysis.images().get(image).name())
        .contains(analysis.clusterOf(analysis.images().get(image)).name())
        .contains(
            String.format(
                    "Silhouette %.3f", analysis.images().get(image).silhouette().orElseThrow())
                .replace('-', '−'));
    assertThat(browser.all("#inspector .scores dt")).hasSize(3);
    assertThat(browser.all("#inspector .neighbours button"))
        .extracting(button -> button.getDomAttribute("title"))
        .isEqualTo(
            analysis.embeddings().nearestOfEach(5).get(image).stream().map(n -> n.id()).toList());
    browser.until(
        "the photo is there",
        () ->
            (long) browser.run("return document.querySelector('#inspector .large').naturalWidth")
                > 60);
  }

  @Test
  void clickingPinsAndAnotherPhotoIsComparedWithIt() {
    int first = 1;
    int second = 11;
    onlyThoseCalled("1.png");
    clickOn(first);
    pointAt(second);
    assertThat(shown()).containsExactly(first, second);
    float cosine = analysis.embeddings().cosine(first, analysis.embeddings(), second);
    assertThat(Double.parseDouble(browser.find("#cosine").getText().replace('−', '-')))
        .isCloseTo(cosine, within(0.011));
    assertThat(browser.all("#inspector .scores dd")).hasSize(6);
    clickOn(second);
    pointAt(first);
    assertThat(shown()).containsExactly(first, second);
    clickOn(first);
    assertThat(shown()).containsExactly(second, first);
    browser.find("#map").sendKeys(Keys.ESCAPE);
    assertThat(shown()).containsExactly(first);
  }

  @Test
  void clustersCanBeHiddenAndShownAlone() {
    int size = analysis.clusters().get(1).size();
    browser.find(".chip[data-cluster='1']").click();
    assertThat(browser.find("#count").getText())
        .isEqualTo((PHOTOS - size) + " of " + PHOTOS + " images");
    assertThat(browser.find(".chip[data-cluster='1']").getDomAttribute("aria-pressed"))
        .isEqualTo("false");
    browser.find("#clear").click();
    browser
        .actions()
        .keyDown(Keys.SHIFT)
        .click(browser.find(".chip[data-cluster='1']"))
        .keyUp(Keys.SHIFT)
        .perform();
    assertThat(browser.find("#count").getText()).isEqualTo(size + " of " + PHOTOS + " images");
    browser.find("#tab-table").click();
    assertThat(browser.all("#table tbody tr")).hasSize(size);
  }

  @Test
  void theSearchFindsPartsOfFileNames() {
    browser.find("#search").sendKeys("BLUE");
    assertThat(browser.find("#count").getText()).isEqualTo("4 of 13 images");
    browser.find("#tab-table").click();
    assertThat(browser.texts("#table td.file")).allMatch(name -> name.startsWith("blue"));
    browser.find("#search").sendKeys(" nothing is called that");
    assertThat(browser.find("#count").getText()).isEqualTo("0 of 13 images");
    browser.find("#clear").click();
    assertThat(browser.find("#count").getText()).isEqualTo("13 images");
    assertThat(browser.find("#search").getDomProperty("value")).isEmpty();
  }

  @Test
  void imagesCanBeFilteredByALabelsScore() {
    browser.run(
        """
        const label = document.getElementById('label');
        label.value = [...label.options].find((option) => option.text === 'red').value;
        label.dispatchEvent(new Event('change'));
        const least = document.getElementById('least');
        least.value = 0.6;
        least.dispatchEvent(new Event('input'));
        """);
    long expected =
        analysis.images().stream().filter(image -> image.scores().get(0).cosine() >= 0.6).count();
    assertThat(expected).isBetween(1L, 12L);
    assertThat(browser.find("#count").getText()).isEqualTo(expected + " of 13 images");
    assertThat(browser.find("#least-value").getText()).isEqualTo("at least 0.600");
  }

  @Test
  void theTableSortsByNumbersAndByNames() {
    browser.find("#tab-table").click();
    List<String> bySilhouette =
        analysis.images().stream()
            .sorted(Comparator.comparing(image -> -image.silhouette().orElseThrow()))
            .map(image -> image.name())
            .toList();
    press("Silhouette");
    assertThat(files()).isEqualTo(bySilhouette);
    assertThat(heading("Silhouette").getDomAttribute("aria-sort")).isEqualTo("descending");
    press("Silhouette");
    assertThat(files()).isEqualTo(reversed(bySilhouette));
    press("File");
    assertThat(files().subList(0, 4))
        .containsExactly("blue 2.png", "blue 5.png", "blue 8.png", "blue 11.png");
    assertThat(heading("File").getDomAttribute("aria-sort")).isEqualTo("ascending");
  }

  @Test
  void theMapZoomsWithTheWheelAndTheButtons() {
    byte[] before = browser.screenshot();
    browser.find("#zoom-in").click();
    browser.until("the map moves", () -> zoomFactor() > 1.5);
    browser.settle();
    assertThat(browser.screenshot()).isNotEqualTo(before);
    browser.find("#zoom-all").click();
    browser.until("the map is whole", () -> zoomFactor() == 1);
    browser.run(
        """
        const canvas = document.querySelector('#map canvas');
        const { x, y } = canvas.getBoundingClientRect();
        canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, clientX: x + 200, clientY: y + 200, cancelable: true }));
        """);
    browser.until("the map is nearer", () -> zoomFactor() > 1.5);
  }

  @Test
  void photosGrowAndThoseThatPiledUpAreShownAsOneZooms() {
    Path pile = directory.resolve("pile.html");
    HtmlReport.of(TestAnalyses.of(120)).write(pile);
    browser.open(pile);
    long before = drawn();
    long size = edge();
    assertThat(before).isBetween(10L, 110L);
    for (int i = 0; i < 9; i++) {
      browser.find("#map").sendKeys("+");
      double factor = Math.pow(1.6, i + 1);
      browser.until("the map is nearer", () -> zoomFactor() > factor * 0.99);
    }
    browser.settle();
    assertThat(drawn()).isGreaterThan(before);
    assertThat(edge()).isGreaterThan(3 * size / 2);
  }

  @Test
  void theKeyboardAloneGoesFromPhotoToPhotoAndPins() {
    WebElement map = browser.find("#map");
    map.sendKeys(Keys.HOME);
    assertThat(shown()).containsExactly(0);
    assertThat(browser.find("#said").getText()).startsWith(analysis.images().get(0).name());
    map.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
    map.sendKeys(IntStream.range(0, PHOTOS).mapToObj(i -> Keys.ARROW_LEFT).toArray(Keys[]::new));
    int left = shown().get(0);
    assertThat(left).isEqualTo(leftmost());
    map.sendKeys(Keys.ENTER);
    assertThat(browser.find("#said").getText()).endsWith("pinned as A");
    map.sendKeys(Keys.ARROW_RIGHT);
    assertThat(shown()).hasSize(2).startsWith(left);
    map.sendKeys(Keys.ENTER, Keys.ESCAPE);
    assertThat(shown()).hasSize(1);
  }

  @Test
  void tabsAreATablistWithOneStop() {
    browser.find("#tab-map").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser.find("#tab-table").getDomAttribute("aria-selected")).isEqualTo("true");
    assertThat(browser.find("#table-panel").isDisplayed()).isTrue();
    assertThat(browser.find("#map-panel").isDisplayed()).isFalse();
    assertThat(browser.all("[role=tab][tabindex='0']")).hasSize(1);
  }

  @Test
  void everyControlHasAName() {
    assertThat(
            (List<?>)
                browser.run(
                    """
            return [...document.querySelectorAll('button, input, select, [role=application], svg[role=img]')]
                .filter((control) => !(control.getAttribute('aria-label') || control.textContent.trim()
                    || control.closest('label')?.textContent.trim()))
                .map((control) => control.outerHTML);
            """))
        .isEmpty();
  }

  @Test
  void textsStandOutFromTheirBackgroundInBothThemes() {
    for (String theme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", theme);
      browser.until(
          "the theme is " + theme,
          () -> browser.run("return document.documentElement.dataset.theme").equals(theme));
      assertThat((List<?>) browser.run(CONTRASTS)).as(theme).isEmpty();
    }
  }

  /** Pairs of colours of text and ground below 4.5 : 1 (WCAG 2, level AA). */
  private static final String CONTRASTS =
      """
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const [r, g, b] = style.getPropertyValue(name).trim().match(/[0-9a-f]{2}/gi)
            .map((hex) => parseInt(hex, 16) / 255)
            .map((share) => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const pairs = [];
      for (const text of ['--ink', '--soft', '--accent', '--warning']) {
        for (const ground of ['--paper', '--card', '--wash']) {
          const [dark, bright] = [light(text), light(ground)].sort((a, b) => a - b);
          const contrast = (bright + 0.05) / (dark + 0.05);
          if (contrast < 4.5) {
            pairs.push(`${text} on ${ground}: ${contrast}`);
          }
        }
      }
      return pairs;
      """;

  @Test
  void theThemeCanBeChosen() {
    browser.find("#theme").click();
    browser.find("#theme").click();
    assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
    assertThat(browser.find("#theme").getDomAttribute("aria-label")).isEqualTo("Theme: dark");
  }

  @Test
  void hostileNamesStayText() {
    browser.find("#search").sendKeys("onerror");
    browser.find("#map").sendKeys(Keys.HOME);
    assertThat(browser.find("#inspector h3").getText()).isEqualTo(HOSTILE);
    browser.find("#tab-table").click();
    assertThat(files()).containsExactly(HOSTILE);
    browser.find("#tab-clusters").click();
    assertThat(browser.find("#clusters").getText()).contains(HOSTILE_LABEL);
    browser.find("#failed").click();
    assertThat(browser.find("#failures + .scroll").getText())
        .contains("broken <i>.png", "no picture: <b>none</b>");
    assertThat(browser.all("[onerror], [onclick], bdi > *")).isEmpty();
  }

  @Test
  void theSameAnalysisAndItsNumbersAreOnThePage() {
    browser.find("#tab-analysis").click();
    assertThat(browser.find("#snippet").getText()).contains("ClipPipeline.using(model)");
    assertThat(browser.all("#scree rect")).hasSize(3);
    assertThat(browser.find("#silhouettes").getText()).contains("no others were tried");
    Path chosen = directory.resolve("chosen.html");
    HtmlReport.of(TestAnalyses.chosen(30)).write(chosen);
    browser.open(chosen);
    browser.find("#tab-analysis").click();
    assertThat(browser.all("#silhouettes circle")).hasSize(4);
    assertThat(browser.all("#silhouettes circle.kept")).hasSize(1);
  }

  @Test
  void motionIsLeftOutWhereTheReaderWantsNone() {
    browser.prefer("prefers-reduced-motion", "reduce");
    browser.find("#zoom-in").click();
    browser.until("the map is nearer at once", () -> zoomFactor() == 1.6);
    browser.prefer("prefers-reduced-motion", "");
  }

  @Test
  void onPaperAllIsThereInLightColours() throws IOException {
    browser.prefer("prefers-color-scheme", "dark");
    browser.run(
        """
        addEventListener('beforeprint', () => {
          document.documentElement.dataset.printed = [
            document.documentElement.dataset.theme,
            document.querySelectorAll('#table tbody tr').length,
          ].join(' ');
        });
        """);
    String pdf = new String(browser.pdf(), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF").contains("/Type /Page");
    assertThat(browser.run("return document.documentElement.dataset.printed"))
        .isEqualTo("light " + PHOTOS);
    assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo("dark");
    browser.command("Emulation.setEmulatedMedia", Map.of("media", "print"));
    for (String panel : List.of("map", "table", "clusters", "analysis")) {
      assertThat(browser.find("#" + panel + "-panel").isDisplayed()).as(panel).isTrue();
    }
    assertThat(browser.find(".tabs").isDisplayed()).isFalse();
    browser.command("Emulation.setEmulatedMedia", Map.of("media", ""));
    Files.writeString(directory.resolve("report.pdf"), pdf, StandardCharsets.ISO_8859_1);
  }

  @Test
  void onAPhoneNothingIsWiderThanTheScreen() {
    browser.resize(390, 800);
    browser.settle();
    for (String tab : List.of("map", "table", "clusters", "analysis")) {
      browser.find("#tab-" + tab).click();
      assertThat((long) browser.run("return document.documentElement.scrollWidth"))
          .as(tab)
          .isLessThanOrEqualTo(390);
    }
  }

  @Test
  void oneImageAndImagesWithoutPhotosHaveAPage() {
    Path other = directory.resolve("other.html");
    HtmlReport.of(TestAnalyses.of(1)).write(other);
    browser.open(other);
    assertThat(browser.find("#count").getText()).isEqualTo("1 image");
    HtmlReport.of(TestAnalyses.withoutSources(9)).write(other);
    browser.open(other);
    browser.find("#map").sendKeys(Keys.HOME);
    assertThat(browser.find("#inspector").getText()).contains("no photo", "red 0.png");
  }

  private static int leftmost() {
    return IntStream.range(0, PHOTOS)
        .boxed()
        .min(Comparator.comparing(i -> analysis.images().get(i).x()))
        .orElseThrow();
  }

  /** So that nothing lies over them. */
  private static void onlyThoseCalled(String name) {
    browser.find("#search").sendKeys(name);
    browser.settle();
  }

  private static List<String> reversed(List<String> list) {
    return IntStream.range(0, list.size()).mapToObj(i -> list.get(list.size() - 1 - i)).toList();
  }

  private static void pointAt(int image) {
    mouse("mouseMoved", image, 0);
  }

  private static void clickOn(int image) {
    pointAt(image);
    mouse("mousePressed", image, 1);
    mouse("mouseReleased", image, 1);
  }

  /** As the browser itself reports the mouse, at an image's true point. */
  private static void mouse(String type, int image, int clicks) {
    List<?> at =
        (List<?>) browser.run("return document.getElementById('map').at(arguments[0])", image);
    browser.command(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            at.get(0),
            "y",
            at.get(1),
            "button",
            clicks == 0 ? "none" : "left",
            "clickCount",
            clicks));
    browser.settle();
  }

  /** The images in the inspector. */
  private static List<Integer> shown() {
    return browser.all("#inspector article").stream()
        .map(article -> Integer.valueOf(article.getDomAttribute("data-image")))
        .toList();
  }

  private static double zoomFactor() {
    return ((Number) browser.run("return document.querySelector('#map canvas').__zoom.k"))
        .doubleValue();
  }

  private static long drawn() {
    return Long.parseLong(
        (String) browser.run("return document.getElementById('map').dataset.photos"));
  }

  /** Pixels of a square photo. */
  private static long edge() {
    return Long.parseLong(
        (String) browser.run("return document.getElementById('map').dataset.edge"));
  }

  private static List<String> files() {
    return browser.texts("#table td.file");
  }

  private static void press(String column) {
    heading(column).findElement(css("button")).click();
  }

  private static WebElement heading(String column) {
    return browser.all("#table th").stream()
        .filter(heading -> heading.getText().equals(column))
        .findFirst()
        .orElseThrow();
  }

  private static org.openqa.selenium.By css(String selector) {
    return org.openqa.selenium.By.cssSelector(selector);
  }
}
