package io.github.clip4j.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Hugging Face's tools keep their files, by the environment's variables. */
public final class HubPaths {

  private static final Pattern VARIABLE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)\\})");

  private HubPaths() {}

  /**
   * {@return the directory of the cache and the token: {@code HF_HOME}, {@code huggingface} in
   * {@code XDG_CACHE_HOME}, or in {@code ~/.cache}}
   *
   * @param environment variables
   * @param userHome the user's home directory
   */
  public static Path home(Map<String, String> environment, Path userHome) {
    return firstSet(environment, userHome, "HF_HOME")
        .orElseGet(
            () ->
                firstSet(environment, userHome, "XDG_CACHE_HOME")
                    .orElseGet(() -> userHome.resolve(".cache"))
                    .resolve("huggingface"));
  }

  /**
   * {@return the path that the first variable with a value names; a leading {@code ~} is the home
   * directory, and {@code $NAME} and <code>${NAME}</code> are other variables, as huggingface_hub
   * reads them}
   *
   * @param environment variables
   * @param userHome the user's home directory
   * @param names of variables, in their order
   */
  public static Optional<Path> firstSet(
      Map<String, String> environment, Path userHome, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst()
        .map(value -> expand(value, environment, userHome));
  }

  private static Path expand(String value, Map<String, String> environment, Path userHome) {
    String expanded =
        VARIABLE
            .matcher(value)
            .replaceAll(
                match -> {
                  String name = match.group(1) != null ? match.group(1) : match.group(2);
                  String found = environment.getOrDefault(name, match.group());
                  return Matcher.quoteReplacement(found);
                });
    if (expanded.equals("~")) {
      return userHome;
    }
    return expanded.startsWith("~/") ? userHome.resolve(expanded.substring(2)) : Path.of(expanded);
  }
}
