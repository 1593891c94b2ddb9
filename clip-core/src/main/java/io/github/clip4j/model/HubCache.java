package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache of Hugging Face's hub client, which is only read: {@code
 * models--owner--name/snapshots/commit/…}, with {@code refs/main} naming a commit.
 */
record HubCache(Path root) {

  private static final String REPOSITORY = "models--";
  private static final Pattern ID =
      Pattern.compile("([\\w-][\\w.-]*)/([\\w-][\\w.-]*)(?:@([\\w-][\\w./-]*))?");

  static boolean isId(String model) {
    return ID.matcher(model).matches() && !model.contains("..");
  }

  static HubCache ofThisUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** The places that huggingface_hub looks at, in its order. */
  static HubCache of(Map<String, String> environment, Path home) {
    String hub = firstSet(environment, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE");
    if (hub != null) {
      return new HubCache(Path.of(hub));
    }
    String hfHome = firstSet(environment, "HF_HOME");
    if (hfHome != null) {
      return new HubCache(Path.of(hfHome, "hub"));
    }
    String xdg = firstSet(environment, "XDG_CACHE_HOME");
    Path cache = xdg != null ? Path.of(xdg) : home.resolve(".cache");
    return new HubCache(cache.resolve("huggingface").resolve("hub"));
  }

  private static @Nullable String firstSet(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return value;
      }
    }
    return null;
  }

  /** The ids of the models that it knows, whole or not, sorted. */
  List<String> ids() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(REPOSITORY))
          .map(name -> name.substring(REPOSITORY.length()).replaceFirst("--", "/"))
          .filter(HubCache::isId)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException("cannot list the hub cache " + root + ": " + e, e);
    }
  }

  Optional<Path> find(String model) {
    Matcher id = ID.matcher(model);
    if (!isId(model) || !id.matches()) {
      return Optional.empty();
    }
    Path repository = root.resolve(REPOSITORY + id.group(1) + "--" + id.group(2));
    String revision = id.group(3) == null ? "main" : id.group(3);
    return Optional.of(repository.resolve("snapshots").resolve(commit(repository, revision)))
        .filter(Files::isDirectory);
  }

  private static String commit(Path repository, String revision) {
    Path reference = repository.resolve("refs").resolve(revision);
    if (!Files.isRegularFile(reference)) {
      return revision;
    }
    try {
      return Files.readString(reference).strip();
    } catch (IOException e) {
      throw new ModelException("cannot read " + reference + ": " + e.getMessage(), e);
    }
  }
}
