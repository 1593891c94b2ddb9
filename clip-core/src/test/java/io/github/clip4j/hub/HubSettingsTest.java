package io.github.clip4j.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubSettingsTest {

  @TempDir private Path home;

  private HubSettings of(Map<String, String> environment) {
    return HubSettings.of(environment, home);
  }

  @Test
  void anEmptyEnvironmentMeansThePublicHubAndTheUsersCache() {
    HubSettings settings = of(Map.of());
    assertThat(settings.endpoint()).hasToString("https://huggingface.co");
    assertThat(settings.cache()).isEqualTo(home.resolve(".cache/huggingface/hub"));
    assertThat(settings.token()).isEmpty();
    assertThat(settings.offline()).isFalse();
    assertThat(settings.links()).isTrue();
  }

  @Test
  void theHubsVariablesAreRead() {
    HubSettings settings =
        of(
            Map.of(
                "HF_ENDPOINT", "https://mirror.example/hf/",
                "HF_HOME", "/data/hf",
                "HF_TOKEN", " hf_secret\n",
                "HF_HUB_OFFLINE", "yes",
                "HF_HUB_DISABLE_SYMLINKS", "TRUE",
                "HF_HUB_DOWNLOAD_TIMEOUT", "90"));
    assertThat(settings.endpoint()).hasToString("https://mirror.example/hf");
    assertThat(settings.cache()).isEqualTo(Path.of("/data/hf/hub"));
    assertThat(settings.token()).contains("hf_secret");
    assertThat(settings.offline()).isTrue();
    assertThat(settings.links()).isFalse();
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "on, true", "TRUE, true", "0, false", "no, false", "'', false"})
  void aSwitchIsOnAsInPython(String value, boolean on) {
    assertThat(of(Map.of("HF_HUB_OFFLINE", value)).offline()).isEqualTo(on);
  }

  @Test
  void theTokenIsLookedForAsPythonDoes() throws IOException {
    Path hfHome = Files.createDirectories(home.resolve(".cache/huggingface"));
    Files.writeString(hfHome.resolve("token"), "hf_file\n");
    Path other = Files.writeString(home.resolve("other"), "hf_other");

    assertThat(of(Map.of()).token()).contains("hf_file");
    assertThat(of(Map.of("HF_TOKEN", "hf_variable")).token()).contains("hf_variable");
    assertThat(of(Map.of("HF_TOKEN_PATH", other.toString())).token()).contains("hf_other");
    assertThat(of(Map.of("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1")).token()).isEmpty();
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(of(Map.of("HF_TOKEN", "hf_secret")).toString())
        .doesNotContain("hf_secret")
        .contains("(hidden)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf_secr\u00e9t", "hf secret", "hf_secret\u0007"})
  void aTokenThatCouldNotBeSentIsRefusedWithoutBeingShown(String token) {
    assertThatThrownBy(() -> of(Map.of("HF_TOKEN", token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc",
        "huggingface.co",
        "https://",
        "https://user:password@host",
        "https://host?a=b",
        "https://host name"
      })
  void anEndpointIsAPlainWebAddress(String endpoint) {
    assertThatThrownBy(() -> of(Map.of("HF_ENDPOINT", endpoint)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected")
        .hasMessageNotContaining("password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon"})
  void aTimeoutIsAPositiveNumberOfSeconds(String seconds) {
    assertThatThrownBy(() -> of(Map.of("HF_HUB_DOWNLOAD_TIMEOUT", seconds)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
