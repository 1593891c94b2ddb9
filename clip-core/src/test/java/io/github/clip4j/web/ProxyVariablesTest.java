package io.github.clip4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {

  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));

  private static String proxyFor(String uri, Map<String, String> environment)
      throws RefusedException {
    Proxy proxy = ProxyVariables.of(environment).select(URI.create(uri)).get(0);
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : "direct";
  }

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/x, secure:8443",
    "http://huggingface.co/x, plain:80",
    "https://mirror.corp.example/x, direct",
    "https://corp.example/x, direct",
    "https://notcorp.example/x, secure:8443",
    "http://localhost:8080/x, direct",
    "http://127.0.0.1:8080/x, direct"
  })
  void eachAddressHasItsProxy(String uri, String expected) throws RefusedException {
    Map<String, String> environment =
        Map.of(
            "HTTPS_PROXY", "http://secure:8443",
            "http_proxy", "plain",
            "NO_PROXY", ".corp.example, other");
    assertThat(proxyFor(uri, environment)).isEqualTo(expected);
  }

  @Test
  void aStarMeansNoProxyAtAll() throws RefusedException {
    Map<String, String> environment = Map.of("ALL_PROXY", "http://p:1", "NO_PROXY", "*");
    assertThat(proxyFor("https://huggingface.co", environment)).isEqualTo("direct");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "socks5://user:secret@host:1080",
        "https://secret:8443",
        "http://user:secret@",
        "ht tp://secret"
      })
  void whatCannotBeUsedIsRefusedWithoutBeingShown(String proxy) {
    assertThatThrownBy(() -> WebClient.of(Map.of("HTTPS_PROXY", proxy)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("secret");
  }

  @Test
  void fetchesGoThroughTheProxyWithItsPassword() throws IOException {
    try (LoopbackServer proxy = new LoopbackServer()) {
      String address = "http://models.invalid/file";
      String basic =
          Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));
      proxy.on(
          address,
          exchange -> {
            List<String> given = exchange.getRequestHeaders().get("Proxy-Authorization");
            (given == null || !given.equals(List.of("Basic " + basic))
                    ? LoopbackServer.status(407, "Proxy-Authenticate", "Basic realm=\"p\"")
                    : LoopbackServer.content(new byte[] {7}))
                .handle(exchange);
          });
      String variable = proxy.at("").toString().replace("://", "://user:secret@");
      WebClient client = WebClient.of(Map.of("HTTP_PROXY", variable));

      try (WebResponse response = client.get(WebRequest.of(URI.create(address), PATIENT))) {
        assertThat(response.bytes(10)).containsExactly(7);
      }
      assertThat(proxy.seen()).contains(address);
    }
  }
}
