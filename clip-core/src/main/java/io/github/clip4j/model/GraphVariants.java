package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The graph files of one part of a model, by the precision that their suffix names. */
record GraphVariants(Map<String, Path> byName) {

  static final String FULL = "fp32";

  /** From the most precise to the least, then whatever else there is, by name. */
  private static final List<String> PREFERENCE =
      List.of(FULL, "bf16", "fp16", "quantized", "int8", "uint8", "q8", "q4", "q4f16", "bnb4");

  private static final Comparator<String> BY_PREFERENCE =
      Comparator.<String>comparingInt(
              name -> PREFERENCE.contains(name) ? PREFERENCE.indexOf(name) : PREFERENCE.size())
          .thenComparing(Comparator.naturalOrder());

  private static final String EXTENSION = ".onnx";

  /** The files {@code <stem>.onnx} and {@code <stem>_<variant>.onnx} of a folder. */
  static GraphVariants of(Path folder, String stem) {
    Map<String, Path> found = new TreeMap<>(BY_PREFERENCE);
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> name(file, stem).ifPresent(name -> found.put(name, file)));
      } catch (IOException e) {
        throw new ModelException("cannot list " + folder + ": " + e.getMessage(), e);
      }
    }
    return new GraphVariants(found);
  }

  private static Optional<String> name(Path file, String stem) {
    String name = file.getFileName().toString();
    if (!name.startsWith(stem) || !name.endsWith(EXTENSION)) {
      return Optional.empty();
    }
    String suffix = name.substring(stem.length(), name.length() - EXTENSION.length());
    if (suffix.isEmpty()) {
      return Optional.of(FULL);
    }
    return suffix.startsWith("_") ? Optional.of(suffix.substring(1)) : Optional.empty();
  }

  static GraphVariants none() {
    return new GraphVariants(Map.of());
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** From the most precise to the least. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  Optional<Path> get(String variant) {
    return Optional.ofNullable(byName.get(variant));
  }

  /** The most precise. */
  Path best() {
    return byName.values().iterator().next();
  }

  /** The first of the wanted ones that is there; the most precise where none is asked for. */
  Path pick(List<String> wanted, Path directory) {
    if (wanted.isEmpty()) {
      return best();
    }
    return wanted.stream()
        .map(byName::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "expected graphs of the variant "
                        + String.join(" or ", wanted)
                        + " in "
                        + directory
                        + ", found "
                        + byName));
  }
}
