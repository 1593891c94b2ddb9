package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that can be named by an id on this machine. Nothing is unpacked or downloaded. */
public final class KnownModels {
  private KnownModels() {}

  /** {@return the bundled models, then those of the hub cache, each sorted by id} */
  public static List<KnownModel> list() {
    List<KnownModel> models = new ArrayList<>();
    for (String id : BundledModels.ids()) {
      models.add(new KnownModel(id, Kind.BUNDLED, Optional.empty()));
    }
    models.addAll(cached(HubCache.ofThisUser()));
    return List.copyOf(models);
  }

  static List<KnownModel> cached(HubCache cache) {
    return cache.ids().stream()
        .map(id -> new KnownModel(id, Kind.CACHED, missing(cache, id)))
        .toList();
  }

  private static Optional<String> missing(HubCache cache, String id) {
    HubId repository = HubId.of(id).orElseThrow();
    try {
      Optional<Path> directory = cache.find(repository);
      if (directory.isPresent()) {
        return NeededFiles.missing(directory.get(), List.of());
      }
      List<String> commits = cache.commits(repository);
      return Optional.of(
          "no snapshot of its main revision" + (commits.isEmpty() ? "" : ", but of " + commits));
    } catch (ModelException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Where a model is. */
  public enum Kind {
    /** In a jar on the class path. */
    BUNDLED,
    /** In the local Hugging Face cache. */
    CACHED
  }

  /**
   * A model that can be named by its id.
   *
   * @param id what {@link ModelLocator#locate} understands
   * @param kind where it is
   * @param missing what its files lack; empty if they are complete
   */
  public record KnownModel(String id, Kind kind, Optional<String> missing) {}
}
