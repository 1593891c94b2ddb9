package io.github.clip4j.viz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium without a window, driven by its own driver. Selenium is told where both are, so
 * that it looks for neither, downloads nothing and reports nothing.
 */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM =
      Path.of(System.getProperty("clip4j.chromium", "/usr/bin/chromium"));
  private static final Path DRIVER =
      Path.of(System.getProperty("clip4j.chromedriver", "/usr/bin/chromedriver"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /**
   * Starts the browser. Where there is none, the test is skipped, or fails where a browser is
   * required: with {@code -Dclip4j.browser=required}, or {@code CI=true} in the environment.
   */
  static Browser start() {
    require(CHROMIUM);
    require(DRIVER);
    try {
      Path profile = Files.createTempDirectory("clip4j-browser");
      Browser browser = new Browser(new ChromeDriver(service(), options(profile)), profile);
      browser.leaveStartPage();
      return browser;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void leaveStartPage() {
    driver.get("about:blank");
    requests();
    complaints();
  }

  /** The browser's program, without a driver; where there is none, as with {@link #start()}. */
  static Path program() {
    require(CHROMIUM);
    return CHROMIUM;
  }

  private static void require(Path needed) {
    if (!Files.isExecutable(needed)) {
      String message =
          "the browser tests need Chromium and its driver, and there is no "
              + needed
              + ": install Debian's chromium and chromium-driver, or name their places with"
              + " -Dclip4j.chromium=… and -Dclip4j.chromedriver=…";
      if (isRequired()) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
  }

  private static boolean isRequired() {
    return "required".equals(System.getProperty("clip4j.browser"))
        || "true".equals(System.getenv("CI"));
  }

  private static ChromeDriverService service() {
    return new ChromeDriverService.Builder()
        .usingDriverExecutable(DRIVER.toFile())
        .usingAnyFreePort()
        .build();
  }

  private static ChromeOptions options(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  /** Opens a page from disk, and waits until its map is drawn. */
  void open(Path page) {
    driver.get(page.toUri().toString());
    settle();
  }

  /** Waits until all that is to be seen is drawn. */
  void settle() {
    until(
        "the map is drawn",
        () -> (boolean) run("return document.getElementById('map').dataset.idle === 'true'"));
  }

  void until(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        Assertions.fail("not within " + PATIENCE.toSeconds() + " s: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  void resize(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Of the system, which the page follows: {@code prefers-color-scheme: dark}. */
  void prefer(String feature, String value) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  /** The result of a script in the page. */
  Object run(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
  }

  /** The result of a script that calls its last argument with it. */
  Object await(String script, Object... arguments) {
    return Objects.requireNonNullElse(driver.executeAsyncScript(script, arguments), "");
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  List<String> texts(String css) {
    return all(css).stream().map(WebElement::getText).toList();
  }

  Actions actions() {
    return new Actions(driver);
  }

  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** The page on paper. */
  byte[] pdf() {
    Map<String, Object> result =
        command("Page.printToPDF", Map.of("printBackground", true, "preferCSSPageSize", true));
    return Base64.getDecoder().decode((String) result.get("data"));
  }

  /** What the page or the browser complained of since the last call. */
  List<String> complaints() {
    return entries(LogType.BROWSER).map(LogEntry::getMessage).toList();
  }

  /** The requests that were sent since the last call, as the browser's events. */
  List<String> requests() {
    return entries(LogType.PERFORMANCE)
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .toList();
  }

  private Stream<LogEntry> entries(String type) {
    return StreamSupport.stream(driver.manage().logs().get(type).spliterator(), false);
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
