package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cache of Hugging Face's hub client, read: {@code models--owner--name/snapshots/commit/…},
 * with {@code refs/main} naming a commit. Snapshots are links into {@code blobs}.
 *
 * @param root the directory of the repositories' folders
 */
public record HubCache(Path root) {

  private static final String MAIN = "main";

  /** {@return the cache of this user} */
  public static HubCache ofThisUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /**
   * The cache where huggingface_hub looks for it: {@code HF_HUB_CACHE}, {@code
   * HUGGINGFACE_HUB_CACHE}, {@code hub} in {@link HubPaths#home}.
   *
   * @param environment variables
   * @param userHome the user's home directory
   * @return the cache; it need not exist
   */
  public static HubCache of(Map<String, String> environment, Path userHome) {
    return new HubCache(
        HubPaths.firstSet(environment, userHome, "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE")
            .orElseGet(() -> HubPaths.home(environment, userHome).resolve("hub")));
  }

  /** The ids of the models that it knows, whole or not, sorted. */
  List<String> ids() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .flatMap(entry -> HubId.ofFolder(entry.getFileName().toString()).stream())
          .map(HubId::repository)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new ModelException("cannot list the hub cache " + root + ": " + e, e);
    }
  }

  /**
   * Finds a snapshot; it need not be complete.
   *
   * @param id a repository; without a revision, its branch {@code main}
   * @return its directory
   * @throws ModelException if it has links that lead out of the cache
   */
  public Optional<Path> find(HubId id) {
    Path repository = root.resolve(id.folder());
    Path snapshot = repository.resolve("snapshots").resolve(commit(repository, id));
    if (!Files.isDirectory(snapshot)) {
      return Optional.empty();
    }
    refuseLinksThatLeave(snapshot);
    return Optional.of(snapshot);
  }

  /** The commits of a repository that have a snapshot, sorted. */
  List<String> commits(HubId id) {
    Path snapshots = root.resolve(id.folder()).resolve("snapshots");
    if (!Files.isDirectory(snapshots)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(snapshots)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new ModelException("cannot list " + snapshots + ": " + e, e);
    }
  }

  private static String commit(Path repository, HubId id) {
    String revision = id.revision().orElse(MAIN);
    Path reference = repository.resolve("refs").resolve(revision);
    if (!Files.isRegularFile(reference)) {
      return revision;
    }
    String commit;
    try {
      commit = Files.readString(reference).strip();
    } catch (IOException e) {
      throw new ModelException("cannot read " + reference + ": " + e.getMessage(), e);
    }
    if (!commit.matches("[\\w-]+")) {
      throw new ModelException("expected a commit in " + reference + ", found \"" + commit + "\"");
    }
    return commit;
  }

  /** What a snapshot names must lie in the cache, whatever its links say. */
  private void refuseLinksThatLeave(Path snapshot) {
    try (Stream<Path> entries = Files.walk(snapshot)) {
      Path inside = root.toRealPath();
      for (Path entry : entries.toList()) {
        if (Files.exists(entry) && !entry.toRealPath().startsWith(inside)) {
          throw new ModelException(
              "expected links within the hub cache "
                  + root
                  + ", but "
                  + entry
                  + " leads out of it");
        }
      }
    } catch (IOException e) {
      throw new ModelException("cannot list " + snapshot + ": " + e, e);
    }
  }
}
