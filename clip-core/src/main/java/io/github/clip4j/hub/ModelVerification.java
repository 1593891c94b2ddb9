package io.github.clip4j.hub;

import io.github.clip4j.error.ClipException;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.BundledModel;
import io.github.clip4j.model.BundledModels;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.NeededFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether a model's files are all there and are what they should be. A file's digest is known where
 * it is a link into a hub cache, where huggingface_hub noted it beside a download into a directory
 * ({@code .cache/huggingface}), and for bundled models; no socket is opened.
 *
 * @param directory of the model
 * @param files those that loading needs and those whose digest is known, by name
 * @param problem what is missing, or why the model cannot be opened; empty if it can
 */
public record ModelVerification(Path directory, List<CheckedFile> files, Optional<String> problem) {

  /** What is known of a file. */
  public enum State {
    /** It has the digest that it should have. */
    VERIFIED,
    /** It is there, and nothing tells what it should be. */
    UNCHECKED,
    /** It has another digest than it should have, or cannot be read. */
    DAMAGED
  }

  /**
   * A file that was looked at.
   *
   * @param name its path in the directory, with {@code /}
   * @param state what is known of it
   * @param detail the digest it has, or should have
   */
  public record CheckedFile(String name, State state, String detail) {}

  /**
   * Reads and opens a model.
   *
   * @param model a directory, the id of a bundled model, or a hub id that is cached
   * @return what was found
   * @throws ModelException if there is no such model
   */
  public static ModelVerification of(String model) {
    Path directory = ModelLocator.locate(model).path();
    Map<String, ContentDigest> digests = new TreeMap<>(digests(directory));
    bundled(model, directory)
        .forEach(file -> digests.put(file.name(), ContentDigest.sha256(file.sha256())));
    Map<String, CheckedFile> files = new LinkedHashMap<>();
    digests.forEach((name, digest) -> files.put(name, check(directory, name, digest)));
    Optional<String> problem = NeededFiles.missing(directory, List.of());
    if (problem.isEmpty()) {
      for (String name : needed(directory)) {
        files.putIfAbsent(name, new CheckedFile(name, State.UNCHECKED, "no digest is known"));
      }
      problem = whyItCannotBeOpened(directory);
    }
    return new ModelVerification(directory, List.copyOf(files.values()), problem);
  }

  /** {@return whether nothing is missing or damaged, and the model can be opened} */
  public boolean isSound() {
    return problem.isEmpty() && files.stream().noneMatch(file -> file.state == State.DAMAGED);
  }

  private static List<BundledModel.File> bundled(String model, Path directory) {
    return BundledModels.find(model)
        .filter(found -> BundledModels.directory(model).filter(directory::equals).isPresent())
        .map(BundledModel::files)
        .orElse(List.of());
  }

  private static List<String> needed(Path directory) {
    NeededFiles needed = NeededFiles.in(directory, List.of());
    List<String> names = new ArrayList<>(needed.configuration());
    for (String graph : needed.graphs()) {
      names.add(graph);
      names.addAll(NeededFiles.weights(directory, graph));
    }
    return names;
  }

  private static Map<String, ContentDigest> digests(Path directory) {
    Map<String, ContentDigest> digests = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        digest(directory, file, name).ifPresent(digest -> digests.put(name, digest));
      }
    } catch (IOException e) {
      throw new ModelException("cannot list " + directory + ": " + e.getMessage(), e);
    }
    return digests;
  }

  private static Optional<ContentDigest> digest(Path directory, Path file, String name)
      throws IOException {
    if (Files.isSymbolicLink(file)) {
      Path target = Files.readSymbolicLink(file);
      boolean blob = target.resolveSibling("").endsWith("blobs");
      return blob ? ContentDigest.of(target.getFileName().toString()) : Optional.empty();
    }
    Path note = directory.resolve(".cache/huggingface/download").resolve(name + ".metadata");
    if (!Files.isRegularFile(note)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(note); // commit, ETag, time
    return lines.size() < 2 ? Optional.empty() : ContentDigest.of(lines.get(1));
  }

  private static CheckedFile check(Path directory, String name, ContentDigest digest) {
    try {
      boolean right = digest.matches(directory.resolve(name));
      return right
          ? new CheckedFile(name, State.VERIFIED, digest.toString())
          : new CheckedFile(name, State.DAMAGED, "expected " + digest + ", found other content");
    } catch (IOException e) {
      return new CheckedFile(name, State.DAMAGED, "cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> whyItCannotBeOpened(Path directory) {
    try {
      ModelDirectory.of(directory).open().close();
      return Optional.empty();
    } catch (ClipException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
