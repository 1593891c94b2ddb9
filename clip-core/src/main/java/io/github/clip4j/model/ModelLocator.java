package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the directory of a model by what a user calls it: an existing directory, else the id of a
 * bundled model, else {@code owner/name} or {@code owner/name@revision} in the local Hugging Face
 * cache. It never downloads.
 */
public final class ModelLocator {

  private ModelLocator() {}

  /**
   * Finds a model.
   *
   * @param model a directory, the id of a bundled model, or a hub id
   * @return its directory
   * @throws ModelException if there is no such model; the message says where it was looked for
   */
  public static ModelDirectory locate(String model) {
    return existingDirectory(model)
        .or(() -> BundledModels.directory(model))
        .or(() -> HubId.of(model).flatMap(HubCache.ofThisUser()::find))
        .map(ModelDirectory::of)
        .orElseThrow(() -> unknown(model));
  }

  private static Optional<Path> existingDirectory(String model) {
    try {
      return model.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(model)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static ModelException unknown(String model) {
    String looked =
        "unknown model \""
            + model
            + "\": no such directory, not among the bundled models "
            + BundledModels.ids();
    Optional<HubId> id = HubId.of(model);
    if (id.isPresent()) {
      HubCache cache = HubCache.ofThisUser();
      List<String> commits = cache.commits(id.get());
      return new ModelException(
          looked
              + ", not in the hub cache "
              + cache.root()
              + (commits.isEmpty() ? "" : " (which has " + commits + " of it)")
              + "; nothing is downloaded by loading: pull it first (ModelHub, or the command's"
              + " models pull), or give a directory");
    }
    return new ModelException(
        looked
            + (model.matches("[a-z0-9][a-z0-9-]*")
                ? "; if it is one, add the dependency io.github.clip4j:clip-model-" + model
                : ""));
  }
}
