package io.github.clip4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebClientTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Timeouts PATIENT = new Timeouts(LONG, LONG, LONG);

  private final LoopbackServer server = new LoopbackServer();
  private final WebClient client;

  WebClientTest() throws RefusedException {
    client = WebClient.of(Map.of());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String fetch(URI uri, Timeouts timeouts) throws IOException {
    try (WebResponse response = client.get(WebRequest.of(uri, timeouts))) {
      return new String(response.bytes(1 << 20), StandardCharsets.UTF_8);
    }
  }

  private void chain(int redirects) {
    for (int i = 0; i < redirects; i++) {
      server.on("/" + i, LoopbackServer.status(302, "Location", "/" + (i + 1)));
    }
    server.on("/" + redirects, LoopbackServer.content("here".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void fiveRedirectsAreFollowed() throws IOException {
    chain(5);
    assertThat(fetch(server.at("/0"), PATIENT)).isEqualTo("here");
  }

  @Test
  void sixRedirectsAreNotFollowed() {
    chain(6);
    assertThatThrownBy(() -> fetch(server.at("/0"), PATIENT))
        .isInstanceOf(RefusedException.class)
        .hasMessage("more than 5 redirects");
    assertThat(server.seen()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "ftp://host/x", "http:///nohost", "http://[", "jar:x"})
  void redirectsLeadToWebAddressesOnly(String target) {
    server.on("/", LoopbackServer.status(302, "Location", target));
    assertThatThrownBy(() -> fetch(server.at("/"), PATIENT))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("a redirect to what is no http or https address");
  }

  @Test
  void noRedirectGoesFromHttpsToHttp() throws IOException {
    URI secure = URI.create("https://hub.example/a/b");
    assertThatThrownBy(() -> WebClient.target(secure, location("http://hub.example/c")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("from https to http");
    assertThat(WebClient.target(secure, location("https://other.example/c")))
        .hasToString("https://other.example/c");
    assertThat(WebClient.target(secure, location("c"))).hasToString("https://hub.example/a/c");
  }

  private static HttpHeaders location(String target) {
    return HttpHeaders.of(Map.of("Location", List.of(target)), (name, value) -> true);
  }

  @Test
  void aTokenStaysWithItsOrigin() throws IOException {
    List<String> tokens = new CopyOnWriteArrayList<>();
    for (String path : new String[] {"/start", "/same", "/elsewhere", "/back"}) {
      String next =
          switch (path) {
            case "/start" -> "/same";
            case "/same" -> server.byName("/elsewhere").toString();
            default -> server.at("/back").toString();
          };
      server.on(
          path,
          exchange -> {
            tokens.add(path + " " + exchange.getRequestHeaders().get("Authorization"));
            (path.equals("/back")
                    ? LoopbackServer.content(new byte[0])
                    : LoopbackServer.status(307, "Location", next))
                .handle(exchange);
          });
    }
    WebRequest request =
        new WebRequest(server.at("/start"), Map.of(), Optional.of("secret"), PATIENT);
    client.get(request).close();

    assertThat(tokens)
        .containsExactly(
            "/start [Bearer secret]",
            "/same [Bearer secret]",
            "/elsewhere null",
            "/back [Bearer secret]");
    assertThat(request.toString()).doesNotContain("secret");
  }

  @Test
  void headersComeWithoutABody() throws IOException {
    server.on("/file", LoopbackServer.status(302, "Location", server.byName("/x").toString()));
    try (WebResponse response = client.head(WebRequest.of(server.at("/file"), PATIENT))) {
      assertThat(response.status()).isEqualTo(302);
    }
    assertThat(server.seen()).containsExactly("/file");
  }

  @Test
  void anAnswerThatDoesNotComeIsGivenUp() {
    server.on("/", LoopbackServer.silence());
    assertThatThrownBy(() -> fetch(server.at("/"), new Timeouts(SHORT, LONG, LONG)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no answer within 0.3 s");
  }

  @Test
  void aBodyThatStallsIsGivenUp() {
    server.on("/", LoopbackServer.dripping(10, 60_000));
    assertThatThrownBy(() -> fetch(server.at("/"), new Timeouts(LONG, SHORT, LONG)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("nothing more came within 0.3 s");
  }

  @Test
  void aBodyThatDripsIsGivenUpInTheEnd() {
    server.on("/", LoopbackServer.dripping(1000, 50));
    assertThatThrownBy(() -> fetch(server.at("/"), new Timeouts(LONG, LONG, SHORT)))
        .isInstanceOf(HttpTimeoutException.class)
        .hasMessage("no answer within 0.3 s");
  }

  @Test
  void aBodyThatIsCutIsAnError() {
    server.on(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        });
    assertThatThrownBy(() -> fetch(server.at("/"), PATIENT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the transfer broke off: ");
  }

  @Test
  void otherStatusesAreErrors() {
    assertThatThrownBy(() -> fetch(server.at("/none"), PATIENT))
        .isInstanceOf(WebStatusException.class)
        .hasMessage("the server answered with HTTP status 404");
  }

  @Test
  void noConnectionIsSaidWithTheHostAlone() {
    assertThatThrownBy(() -> fetch(URI.create("http://127.0.0.1:1/x?signature=secret"), PATIENT))
        .hasMessage("no connection to 127.0.0.1");
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws IOException {
    server.on("/", LoopbackServer.content(new byte[2000]));
    WebRequest request = WebRequest.of(server.at("/"), PATIENT);
    try (WebResponse response = client.get(request)) {
      assertThat(response.bytes(2000)).hasSize(2000);
    }
    try (WebResponse response = client.get(request)) {
      assertThatThrownBy(() -> response.bytes(1024))
          .isInstanceOf(RefusedException.class)
          .hasMessage("the file is over the limit of 1 KiB");
    }
  }
}
