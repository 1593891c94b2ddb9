package io.github.clip4j.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that came in jars. */
public final class BundledModels {

  private static final Logger LOG = LoggerFactory.getLogger(BundledModels.class);

  private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

  private BundledModels() {}

  /** {@return the ids of the models on the class path, sorted} */
  public static List<String> ids() {
    return StreamSupport.stream(services().spliterator(), false)
        .map(BundledModel::id)
        .sorted()
        .toList();
  }

  private static ServiceLoader<BundledModel> services() {
    return ServiceLoader.load(BundledModel.class, BundledModels.class.getClassLoader());
  }

  /**
   * {@return a bundled model, or nothing where no jar offers it}
   *
   * @param id what users call the model
   */
  public static Optional<BundledModel> find(String id) {
    return StreamSupport.stream(services().spliterator(), false)
        .filter(model -> model.id().equals(id))
        .findFirst();
  }

  /**
   * The directory of a bundled model, unpacked and verified. It lies in {@code clip4j} below the
   * user's cache directory ({@code XDG_CACHE_HOME} or {@code ~/.cache}; the system property {@code
   * clip4j.cache} names another), or in a private temporary directory where that is not writable.
   *
   * @param id what users call the model
   * @return its directory, or nothing where no jar offers it
   * @throws io.github.clip4j.error.ModelException if it can be unpacked nowhere, or is damaged
   */
  public static Optional<Path> directory(String id) {
    return find(id).map(model -> UNPACKED.computeIfAbsent(id, key -> unpack(model)));
  }

  private static Path unpack(BundledModel model) {
    LOG.info("model {}: {}", model.id(), model.notice());
    return new ModelCache(ModelCache.rootOfThisUser()).unpack(model);
  }
}
