package io.github.clip4j.examples.command;

import java.nio.file.Path;

/**
 * An {@code E.npy} among the arguments, and its siblings.
 *
 * @param directory where they are
 * @param stem E without its directory
 */
record NpyFile(Path directory, String stem) {
  private static final String ENDING = ".npy";

  /**
   * Takes the name apart.
   *
   * @throws UsageException if it does not end in .npy
   */
  static NpyFile of(Path file, String option) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    if (!name.endsWith(ENDING) || name.length() == ENDING.length()) {
      throw new UsageException("expected a name that ends in .npy for " + option + ", got " + file);
    }
    Path parent = file.getParent();
    return new NpyFile(
        parent == null ? Path.of(".") : parent, name.substring(0, name.length() - ENDING.length()));
  }

  /** The array. */
  String array() {
    return stem + ENDING;
  }

  /** Its rows' files. */
  String rows() {
    return stem + ".jsonl";
  }

  /** The images that failed. */
  String failures() {
    return stem + ".failures.jsonl";
  }

  /** What made it. */
  String meta() {
    return stem + ".meta.json";
  }

  /** What a run that was cut off had done. */
  Path journal() {
    return directory.resolve(stem + ".journal");
  }

  /** Makes sure that the array and its siblings can be written. */
  OutputFiles files() {
    return OutputFiles.in(directory, array(), rows(), failures(), meta());
  }

  /** A file beside it. */
  Path resolve(String name) {
    return directory.resolve(name);
  }
}
