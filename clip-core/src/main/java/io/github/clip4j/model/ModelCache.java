package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where bundled models are unpacked, each version in a directory of its own: named by the digest of
 * its file list, so that two versions of this library can share the cache.
 */
record ModelCache(Path root) {

  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

  private static final int VERSION_BYTES = 8;

  static Path rootOfThisUser() {
    String property = System.getProperty("clip4j.cache");
    if (property != null && !property.isBlank()) {
      return Path.of(property);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path cache =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("clip4j");
  }

  Path unpack(BundledModel model) {
    try {
      Path target = root.resolve("models").resolve(model.id() + "-" + version(model));
      if (!isVerified(model, target)) {
        Files.createDirectories(target.getParent());
        Path fresh = Files.createTempDirectory(target.getParent(), model.id() + "-unpacking");
        try {
          write(model, fresh);
          publish(model, fresh, target);
          new Verification(model, target).record();
        } finally {
          deleteTree(fresh);
        }
      }
      return target;
    } catch (IOException e) {
      LOG.warn("cannot unpack into {} ({}); using a temporary directory", root, e.toString());
      return unpackForThisProcess(model);
    }
  }

  private static Path unpackForThisProcess(BundledModel model) {
    try {
      Path directory = Files.createTempDirectory("clip4j-" + model.id());
      write(model, directory);
      try (Stream<Path> files = Files.walk(directory)) {
        files.map(Path::toFile).forEach(java.io.File::deleteOnExit);
      }
      return directory;
    } catch (IOException e) {
      throw new ModelException("cannot unpack the model " + model.id() + ": " + e, e);
    }
  }

  private static String version(BundledModel model) {
    MessageDigest digest = ModelFingerprint.sha256();
    for (BundledModel.File file : model.files()) {
      digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
  }

  private static void write(BundledModel model, Path directory) throws IOException {
    for (BundledModel.File file : model.files()) {
      Path target = resolve(directory, file);
      Files.createDirectories(target.getParent());
      try (InputStream in = model.open(file.name())) {
        Files.copy(in, target);
      }
      if (!Verification.isIntact(file, target)) {
        throw new ModelException(
            "the bundled model " + model.id() + " is damaged in its jar: " + file.name());
      }
    }
  }

  private static Path resolve(Path directory, BundledModel.File file) {
    Path target = directory.resolve(file.name()).normalize();
    if (!target.startsWith(directory)) {
      throw new ModelException("expected a path below the model's directory, found " + file.name());
    }
    return target;
  }

  private static boolean isVerified(BundledModel model, Path directory) throws IOException {
    return new Verification(model, directory).succeeds();
  }

  /**
   * Another process may have been faster, which is fine; what is damaged is moved out of the way.
   */
  private static void publish(BundledModel model, Path fresh, Path target) throws IOException {
    if (Files.exists(target) && !isVerified(model, target)) {
      Path damaged = Files.createTempDirectory(target.getParent(), model.id() + "-damaged");
      Files.move(target, damaged.resolve("model"), StandardCopyOption.ATOMIC_MOVE);
      deleteTree(damaged);
    }
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!isVerified(model, target)) {
        throw e;
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> tree = Files.walk(directory)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
