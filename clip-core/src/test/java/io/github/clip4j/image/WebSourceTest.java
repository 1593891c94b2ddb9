package io.github.clip4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.web.LoopbackServer;
import io.github.clip4j.web.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebSourceTest {

  private static final byte[] PNG = Reference.bytes("png_rgb.png");

  private final LoopbackServer server = new LoopbackServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private static RgbImage decode(ImageSource source) {
    return ImageDecoder.standard().decode(source);
  }

  private static RgbImage expected() {
    return decode(Reference.source("png_rgb.png"));
  }

  private ImageSource limited(String path, Duration total, int maxBytes) {
    return new WebSource(server.at(path), new Timeouts(total, total, total), maxBytes);
  }

  @Test
  void anImageIsFetchedThroughRedirectsByAClientThatSaysItsName() {
    AtomicReference<String> agent = new AtomicReference<>("");
    server
        .on("/moved", LoopbackServer.status(302, "Location", "/photo"))
        .on(
            "/photo",
            exchange -> {
              agent.set(exchange.getRequestHeaders().getFirst("User-Agent"));
              LoopbackServer.content(PNG).handle(exchange);
            });
    ImageSource moved = ImageSource.url(server.at("/moved"));

    assertThat(moved.name()).endsWith("/moved");
    assertThat(decode(moved)).isEqualTo(expected());
    assertThat(agent.get()).startsWith("clip4j/").contains("(+https://");
  }

  @Test
  void theBytesSayWhatItIsWhateverTheServerSays() {
    byte[] page = "<html>no photo here</html>".getBytes(StandardCharsets.UTF_8);
    server
        .on("/photo.html", LoopbackServer.content(PNG, "Content-Type", "text/html"))
        .on("/photo.png", LoopbackServer.content(page, "Content-Type", "image/png"));

    assertThat(decode(ImageSource.url(server.at("/photo.html")))).isEqualTo(expected());
    assertThatThrownBy(() -> decode(ImageSource.url(server.at("/photo.png"))))
        .isInstanceOf(ImageException.class);
  }

  @Test
  void whatMayPassIsTriedAgain() {
    AtomicInteger requests = new AtomicInteger();
    server.on(
        "/busy",
        exchange ->
            (requests.incrementAndGet() < 3
                    ? LoopbackServer.status(503, "Retry-After", "0")
                    : LoopbackServer.content(PNG))
                .handle(exchange));

    assertThat(decode(ImageSource.url(server.at("/busy")))).isEqualTo(expected());
    assertThat(requests).hasValue(3);
  }

  @Test
  void whatIsNotThereFailsWithItsStatus() {
    assertThatThrownBy(() -> decode(ImageSource.url(server.at("/absent"))))
        .isInstanceOf(ImageException.class)
        .hasMessage("the server answered with HTTP status 404");
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void aFileOverTheLimitIsRefusedWhetherItsLengthIsToldOrNot() {
    server
        .on("/told", LoopbackServer.content(PNG))
        .on(
            "/untold",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(PNG);
            });
    for (String path : new String[] {"/told", "/untold"}) {
      assertThatThrownBy(() -> decode(limited(path, Duration.ofSeconds(5), 1 << 10)))
          .isInstanceOf(ImageException.class)
          .hasMessage("the file is over the limit of 1 KiB");
    }
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void aServerThatDripsIsGivenUp() {
    server.on("/slow", LoopbackServer.dripping(10_000, 20));
    assertThatThrownBy(() -> decode(limited("/slow", Duration.ofSeconds(1), 1 << 20)))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith("no answer within ");
  }

  @Test
  void aRedirectToAFileIsNotFollowed() {
    server.on("/evil", LoopbackServer.status(302, "Location", "file:///etc/hostname"));
    assertThatThrownBy(() -> decode(ImageSource.url(server.at("/evil"))))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("no http or https address");
  }

  @Test
  void noConnectionIsSaid() {
    assertThatThrownBy(() -> decode(ImageSource.url(URI.create("http://127.0.0.1:1/photo.jpg"))))
        .isInstanceOf(ImageException.class)
        .hasMessage("no connection to 127.0.0.1");
  }
}
