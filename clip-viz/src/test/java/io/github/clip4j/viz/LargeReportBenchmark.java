package io.github.clip4j.viz;

import io.github.clip4j.ClipAnalysis;
import io.github.clip4j.image.ImageSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How long a page of 5,000 photos takes to be made, to open and to move. Not part of the build:
 * {@code benchmarks/README.md} has the command and the last figures.
 */
class LargeReportBenchmark {
  private static final int PHOTOS = Integer.getInteger("clip4j.photos", 5_000);

  /** A pan of two seconds, as fast as the browser draws; the result are times between frames. */
  private static final String PAN =
      """
      const done = arguments[arguments.length - 1];
      const canvas = document.querySelector('#map canvas');
      const { x, y, width, height } = canvas.getBoundingClientRect();
      const at = (step) => ({
        clientX: x + width / 2 + 250 * Math.sin(step / 20),
        clientY: y + height / 2 + 150 * Math.cos(step / 20),
        button: 0, buttons: 1, bubbles: true, view: window,
      });
      canvas.dispatchEvent(new MouseEvent('mousedown', at(0)));
      const times = [];
      let step = 0;
      const frame = (now) => {
        times.push(now);
        window.dispatchEvent(new MouseEvent('mousemove', at(++step)));
        if (now - times[0] < 2000) {
          requestAnimationFrame(frame);
        } else {
          window.dispatchEvent(new MouseEvent('mouseup', at(step)));
          done(times.slice(1).map((time, i) => time - times[i]));
        }
      };
      requestAnimationFrame(frame);
      """;

  @Test
  void aLargePageIsMadeOpenedAndMoved() throws IOException {
    ClipAnalysis analysis = TestAnalyses.of(sources(), TestAnalyses.KINDS.size());
    Path page = Path.of("target", "large-report.html");
    ClusterPlot plot = ClusterPlot.of(analysis);
    report("photos read, s", seconds(plot::photos));
    report("page written, s", seconds(() -> HtmlReport.of(plot).write(page)));
    report("page, MB", Files.size(page) / 1e6);
    report("page, kB a photo", Files.size(page) / 1e3 / PHOTOS);
    try (Browser browser = Browser.start()) {
      browser.resize(1400, 900);
      report("opened, map and photos drawn, s", seconds(() -> browser.open(page)));
      report(
          "  script run after, s",
          number(browser, "performance.getEntriesByName('drawn')[0].startTime") / 1e3);
      report(
          "  all loaded after, s",
          number(browser, "performance.timing.loadEventEnd - performance.timing.navigationStart")
              / 1e3);
      for (int clicks : List.of(0, 3, 3)) {
        zoomIn(browser, clicks);
        pan(browser);
      }
      report("script heap, MB", number(browser, "performance.memory.usedJSHeapSize") / 1e6);
    }
  }

  /** A few files under many names: noise, which takes all the room that a photo may have. */
  private static List<ImageSource> sources() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (ImageSource photo : TestAnalyses.sources(30)) {
      try (InputStream in = photo.open()) {
        files.add(in.readAllBytes());
      }
    }
    return IntStream.range(0, PHOTOS)
        .mapToObj(
            i ->
                ImageSource.bytes(
                    TestAnalyses.KINDS.get(i % 3) + " " + i + ".jpg", files.get(i % files.size())))
        .toList();
  }

  private static void zoomIn(Browser browser, int clicks) {
    double before = number(browser, "document.querySelector('#map canvas').__zoom.k");
    browser.prefer("prefers-reduced-motion", "reduce");
    for (int i = 0; i < clicks; i++) {
      browser.find("#zoom-in").click();
    }
    double wanted = before * Math.pow(1.6, clicks) * 0.99;
    browser.until(
        "the map is nearer",
        () -> number(browser, "document.querySelector('#map canvas').__zoom.k") >= wanted);
    browser.settle();
  }

  private static void pan(Browser browser) {
    List<Double> frames =
        ((List<?>) browser.await(PAN))
            .stream().map(value -> ((Number) value).doubleValue()).sorted().toList();
    double mean = frames.stream().mapToDouble(frame -> frame).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "pan at zoom %.1f, %s photos drawn: %.0f frames a second, median %.1f ms, 95th percentile"
            + " %.1f ms, longest %.1f ms%n",
        number(browser, "document.querySelector('#map canvas').__zoom.k"),
        browser.run("return document.getElementById('map').dataset.photos"),
        1000 / mean,
        frames.get(frames.size() / 2),
        frames.get(frames.size() * 95 / 100),
        frames.get(frames.size() - 1));
  }

  private static double number(Browser browser, String expression) {
    return ((Number) browser.run("return " + expression)).doubleValue();
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void report(String what, double value) {
    System.out.printf(Locale.ROOT, "%s: %.2f%n", what, value);
  }
}
