package io.github.clip4j.hub;

import io.github.clip4j.model.HubCache;
import io.github.clip4j.model.HubPaths;
import io.github.clip4j.web.WebRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the hub and its cache are, and what may be done.
 *
 * @param cache the directory of the repositories' folders
 * @param endpoint the hub, or a mirror of it
 * @param token for models that are private or gated; it is sent to the endpoint and nowhere else
 * @param offline whether no socket may be opened
 * @param links whether snapshots link to the blobs; without, files are moved there
 * @param patience how long to wait for an answer, and for more of it
 */
public record HubSettings(
    Path cache,
    URI endpoint,
    Optional<String> token,
    boolean offline,
    boolean links,
    Duration patience) {

  private static final String HUB = "https://huggingface.co";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern VISIBLE = Pattern.compile("[!-~]+");
  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

  /**
   * Checks the values.
   *
   * @param cache the directory of the repositories' folders
   * @param endpoint an http or https address without user and query
   * @param token letters, digits and signs; empty for public models
   * @param offline whether no socket may be opened
   * @param links whether snapshots link to the blobs
   * @param patience positive
   * @throws IllegalArgumentException if the endpoint is no http or https address, the token has
   *     characters that no token has, or the patience is not positive
   */
  public HubSettings {
    WebRequest.checkAddress(endpoint);
    if (endpoint.getRawQuery() != null || endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "expected an endpoint without user and query, such as " + HUB);
    }
    if (token.isPresent() && !VISIBLE.matcher(token.get()).matches()) {
      throw new IllegalArgumentException(
          "expected a token of letters, digits and signs, got one with other characters");
    }
    if (patience.isNegative() || patience.isZero()) {
      throw new IllegalArgumentException("expected a positive time to wait, got " + patience);
    }
  }

  /** {@return the settings of this process's environment} */
  public static HubSettings ofEnvironment() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * The settings that huggingface_hub reads from an environment: {@code HF_HOME}, {@code
   * HF_HUB_CACHE}, {@code HF_ENDPOINT}, {@code HF_TOKEN} (else the file {@code HF_TOKEN_PATH}, else
   * {@code token} in {@code HF_HOME}, unless {@code HF_HUB_DISABLE_IMPLICIT_TOKEN}), {@code
   * HF_HUB_OFFLINE}, {@code HF_HUB_DISABLE_SYMLINKS}, {@code HF_HUB_DOWNLOAD_TIMEOUT} (seconds).
   *
   * @param environment variables
   * @param userHome the user's home directory
   * @return the settings
   * @throws IllegalArgumentException if a variable has a value that cannot be used
   */
  public static HubSettings of(Map<String, String> environment, Path userHome) {
    return new HubSettings(
        HubCache.of(environment, userHome).root(),
        endpoint(environment.getOrDefault("HF_ENDPOINT", "")),
        token(environment, userHome),
        isTrue(environment, "HF_HUB_OFFLINE") || isTrue(environment, "TRANSFORMERS_OFFLINE"),
        !isTrue(environment, "HF_HUB_DISABLE_SYMLINKS"),
        patience(environment.getOrDefault("HF_HUB_DOWNLOAD_TIMEOUT", "")));
  }

  private static URI endpoint(String value) {
    String address = value.isBlank() ? HUB : value.strip().replaceAll("/+$", "");
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected HF_ENDPOINT as an address such as " + HUB + ", got one that is malformed", e);
    }
  }

  private static boolean isTrue(Map<String, String> environment, String name) {
    return TRUE.contains(environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT));
  }

  private static Duration patience(String seconds) {
    if (seconds.isBlank()) {
      return PATIENCE;
    }
    try {
      return Duration.ofSeconds(Long.parseLong(seconds.strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected HF_HUB_DOWNLOAD_TIMEOUT in seconds, got \"" + seconds + "\"", e);
    }
  }

  private static Optional<String> token(Map<String, String> environment, Path userHome) {
    if (isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
      return Optional.empty();
    }
    return Stream.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
        .map(name -> clean(environment.getOrDefault(name, "")))
        .filter(token -> !token.isEmpty())
        .findFirst()
        .or(
            () ->
                tokenOf(
                    HubPaths.firstSet(environment, userHome, "HF_TOKEN_PATH")
                        .orElseGet(() -> HubPaths.home(environment, userHome).resolve("token"))));
  }

  private static Optional<String> tokenOf(Path file) {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(clean(Files.readString(file))).filter(token -> !token.isEmpty());
    } catch (IOException e) {
      throw new IllegalArgumentException("the token cannot be read from " + file, e);
    }
  }

  private static String clean(String token) {
    return token.replaceAll("[\\r\\n]", "").strip();
  }

  /**
   * {@return these settings with another cache}
   *
   * @param directory of the repositories' folders
   */
  public HubSettings withCache(Path directory) {
    return new HubSettings(directory, endpoint, token, offline, links, patience);
  }

  /**
   * {@return these settings with another endpoint}
   *
   * @param address of the hub, or of a mirror
   */
  public HubSettings withEndpoint(URI address) {
    return new HubSettings(cache, address, token, offline, links, patience);
  }

  /**
   * {@return these settings with a token}
   *
   * @param secret the token
   */
  public HubSettings withToken(String secret) {
    return new HubSettings(cache, endpoint, Optional.of(secret), offline, links, patience);
  }

  /**
   * {@return these settings, offline or not}
   *
   * @param closed whether no socket may be opened
   */
  public HubSettings withOffline(boolean closed) {
    return new HubSettings(cache, endpoint, token, closed, links, patience);
  }

  /**
   * {@return these settings with other time-outs}
   *
   * @param longest how long to wait for an answer, and for more of it
   */
  public HubSettings withPatience(Duration longest) {
    return new HubSettings(cache, endpoint, token, offline, links, longest);
  }

  /** {@return the settings without the token} */
  @Override
  public String toString() {
    return "HubSettings[cache="
        + cache
        + ", endpoint="
        + endpoint
        + ", token="
        + (token.isPresent() ? "(hidden)" : "none")
        + ", offline="
        + offline
        + ", links="
        + links
        + ", patience="
        + patience
        + "]";
  }
}
