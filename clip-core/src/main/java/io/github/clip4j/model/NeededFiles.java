package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.onnx.OnnxFile;
import io.github.clip4j.text.ClipTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a model is loaded from, by the same rules as loading: its configuration, its
 * tokenizer, one graph of each tower (or the joint one), and the files that hold a graph's weights.
 *
 * @param configuration all but the graphs
 * @param graphs the graphs, one or two
 */
public record NeededFiles(List<String> configuration, List<String> graphs) {

  private static final Set<String> CONFIGURATION =
      Set.of(
          "config.json",
          "open_clip_config.json",
          "preprocessor_config.json",
          "preprocess_cfg.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "sentence_bert_config.json");

  private static final Set<String> FOLDERS =
      Set.of("", "onnx/", "visual/", "textual/", "text/", "tokenizer/", "0_CLIPModel/");

  /** The loader looks into folders, not into folders of folders. */
  private static final int DEEPEST = 2;

  /**
   * Chooses among the files of a repository.
   *
   * @param names its files, each with its path and {@code /}, none leading out of it
   * @param variants which precisions of the graphs to take, as in {@link ModelOptions#variants()}
   * @param place what the repository is called in messages
   * @return the files that are needed
   * @throws ModelException if they make no model; the message lists what is there
   */
  public static NeededFiles among(Collection<String> names, List<String> variants, String place) {
    try {
      Path skeleton = Files.createTempDirectory("clip4j-listing");
      try {
        return in(skeleton, names, variants);
      } catch (ModelException e) {
        String message = String.valueOf(e.getMessage());
        throw new ModelException(message.replace(skeleton.toString(), place), e);
      } finally {
        deleteTree(skeleton);
      }
    } catch (IOException e) {
      throw new ModelException("cannot lay out the files of " + place + ": " + e, e);
    }
  }

  /** Empty files of these names show the loader all that it looks at to choose. */
  private static NeededFiles in(Path skeleton, Collection<String> names, List<String> variants)
      throws IOException {
    for (String name : names) {
      Optional<Path> file = place(skeleton, name);
      if (file.isPresent() && name.chars().filter(c -> c == '/').count() <= DEEPEST) {
        Files.createDirectories(file.get().resolveSibling(""));
        Files.write(file.get(), new byte[0]);
      }
    }
    return in(skeleton, variants);
  }

  /**
   * Empty where this system has no such name, as the C locale has none beyond ASCII: a loader would
   * not look for it.
   */
  private static Optional<Path> place(Path skeleton, String name) {
    Path file;
    try {
      file = skeleton.resolve(name).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!file.startsWith(skeleton)) {
      throw new ModelException("expected a path below the model's directory, found " + name);
    }
    return Optional.of(file);
  }

  /**
   * Chooses among the files of a directory.
   *
   * @param directory of a model
   * @param variants which precisions of the graphs to take, as in {@link ModelOptions#variants()}
   * @return the files that are needed
   * @throws ModelException if they make no model; the message lists what is there
   */
  public static NeededFiles in(Path directory, List<String> variants) {
    ModelFiles files = ModelFiles.find(directory, variants);
    ModelDirectory.of(directory).preprocessingFile();
    if (ClipTokenizer.find(files.textModel()).isEmpty()) {
      throw new ModelException(
          "expected tokenizer.json in " + directory + ", found " + ModelFiles.listing(directory));
    }
    try (Stream<Path> tree = Files.walk(directory, 2)) {
      return new NeededFiles(
          tree.filter(Files::isRegularFile)
              .map(file -> name(directory, file))
              .filter(NeededFiles::isConfiguration)
              .sorted()
              .toList(),
          Stream.of(files.image(), files.text())
              .map(graph -> name(directory, graph))
              .distinct()
              .toList());
    } catch (IOException e) {
      throw new ModelException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path directory, Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isConfiguration(String name) {
    int folder = name.lastIndexOf('/') + 1;
    return FOLDERS.contains(name.substring(0, folder))
        && CONFIGURATION.contains(name.substring(folder));
  }

  /**
   * The files that hold a graph's weights, which only the graph itself can tell.
   *
   * @param directory of the model
   * @param graph one of its {@link #graphs()}
   * @return paths in the model's directory, as the graph writes them: they may lead out of it
   * @throws ModelException if the file is no graph
   */
  public static List<String> weights(Path directory, String graph) {
    String folder = graph.substring(0, graph.lastIndexOf('/') + 1);
    return OnnxFile.weightNames(directory.resolve(graph)).stream()
        .map(folder::concat)
        .sorted()
        .toList();
  }

  /**
   * What a directory lacks.
   *
   * @param directory a directory that should hold a whole model
   * @param variants which precisions of the graphs to take
   * @return a sentence; empty if the model is complete
   */
  public static Optional<String> missing(Path directory, List<String> variants) {
    try {
      for (String graph : in(directory, variants).graphs()) {
        OnnxFile.weights(directory.resolve(graph));
      }
      return Optional.empty();
    } catch (ModelException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(directory)) {
      files = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
