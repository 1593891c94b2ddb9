package io.github.clip4j.hub;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What to download, and how it is watched.
 *
 * @param variant which precision of the graphs to take, as in {@link
 *     io.github.clip4j.model.ModelOptions#variants()}; empty: the most precise
 * @param pins SHA-256 digests, in hexadecimal digits, by the path of the file that must have it
 * @param onProgress told of each piece that arrived, on the thread that pulls
 */
public record PullOptions(
    Optional<String> variant, Map<String, String> pins, Consumer<DownloadProgress> onProgress) {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Copies the pins.
   *
   * @param variant which precision of the graphs to take; empty: the most precise
   * @param pins SHA-256 digests by path
   * @param onProgress told of each piece that arrived
   */
  public PullOptions {
    pins = Map.copyOf(pins);
  }

  /** {@return the most precise graphs, without pins, unwatched} */
  public static PullOptions standard() {
    return new PullOptions(Optional.empty(), Map.of(), progress -> {});
  }

  /**
   * {@return these options with another precision}
   *
   * @param name such as {@code fp16} or {@code quantized}; a leading underscore is passed over
   */
  public PullOptions withVariant(String name) {
    String bare = name.toLowerCase(Locale.ROOT).replaceFirst("^_", "");
    return new PullOptions(Optional.of(bare), pins, onProgress);
  }

  /**
   * {@return these options with a digest that a file must have, whatever the hub says}
   *
   * @param file its path in the repository, with {@code /}
   * @param sha256 its SHA-256, 64 hexadecimal digits
   * @throws IllegalArgumentException if that is no SHA-256
   */
  public PullOptions pin(String file, String sha256) {
    String digits = sha256.toLowerCase(Locale.ROOT);
    if (!SHA_256.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "expected a SHA-256 of 64 hexadecimal digits for " + file + ", got \"" + sha256 + "\"");
    }
    Map<String, String> more = new LinkedHashMap<>(pins);
    more.put(file, digits);
    return new PullOptions(variant, more, onProgress);
  }

  /**
   * {@return these options, watched}
   *
   * @param watcher told of each piece that arrived
   */
  public PullOptions withProgress(Consumer<DownloadProgress> watcher) {
    return new PullOptions(variant, pins, watcher);
  }
}
