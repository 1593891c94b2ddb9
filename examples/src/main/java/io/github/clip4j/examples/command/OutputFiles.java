package io.github.clip4j.examples.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The output files of a run. They are written into a hidden directory beside their targets and
 * moved over them when all are complete, so that a run that fails or is interrupted leaves what was
 * there before.
 */
final class OutputFiles implements AutoCloseable {
  private final Path directory;
  private final Path staging;
  private final List<Path> created;
  private final Set<String> staged = new LinkedHashSet<>();
  private final Set<String> obsolete = new LinkedHashSet<>();
  private final Thread cleaner = new Thread(this::clean, "clip4j-clean");

  private OutputFiles(Path directory, Path staging, List<Path> created) {
    this.directory = directory;
    this.staging = staging;
    this.created = created;
    Runtime.getRuntime().addShutdownHook(cleaner);
  }

  /**
   * Makes sure that files can be written into the directory, which is made where it is missing.
   *
   * @param names of the files to come
   * @throws CommandException if they cannot be written
   */
  static OutputFiles in(Path directory, String... names) {
    for (String name : names) {
      if (Files.isDirectory(directory.resolve(name))) {
        throw new CommandException(
            "cannot write " + directory.resolve(name) + ": there is a directory of that name");
      }
    }
    List<Path> created = new ArrayList<>();
    try {
      Path missing = directory.toAbsolutePath();
      while (missing != null && !Files.exists(missing)) {
        created.add(missing);
        missing = missing.getParent();
      }
      Files.createDirectories(directory);
      return new OutputFiles(
          directory, Files.createTempDirectory(directory, ".clip4j-"), List.copyOf(created));
    } catch (IOException e) {
      deleteEmpty(created);
      throw new CommandException("cannot write into " + directory + ": " + reason(e), e);
    }
  }

  /** Where to write the file that will have this name. */
  Path stage(String name) {
    staged.add(name);
    return staging.resolve(name);
  }

  /** Has a file of an earlier run go when this run succeeds. */
  void remove(String name) {
    staged.remove(name);
    obsolete.add(name);
  }

  /** Puts all files where they belong. */
  void commit() {
    for (String name : staged) {
      publish(name);
    }
    for (String name : obsolete) {
      try {
        Files.deleteIfExists(directory.resolve(name));
      } catch (IOException e) {
        throw new CommandException(
            "cannot remove the old " + directory.resolve(name) + ": " + reason(e), e);
      }
    }
  }

  /** Puts one file where it belongs, whatever becomes of the others. */
  void publish(String name) {
    try {
      Files.move(
          staging.resolve(name),
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandException("cannot write " + directory.resolve(name) + ": " + reason(e), e);
    }
  }

  /** Deletes what was not published, and the directories that were made for nothing. */
  @Override
  public void close() {
    clean();
    try {
      Runtime.getRuntime().removeShutdownHook(cleaner);
    } catch (IllegalStateException e) {
      // The JVM is going down: the hook finds nothing left to do.
      return;
    }
  }

  private void clean() {
    if (Files.isDirectory(staging)) {
      try (Stream<Path> files = Files.list(staging)) {
        List<Path> left = new ArrayList<>(files.toList());
        Collections.sort(left);
        left.add(staging);
        deleteEmpty(left);
      } catch (IOException e) {
        return;
      }
    }
    deleteEmpty(created);
  }

  /** Deletes files and empty directories, in this order, as far as possible. */
  private static void deleteEmpty(List<Path> paths) {
    for (Path path : paths) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        return;
      }
    }
  }

  private static String reason(IOException e) {
    return Reasons.of(e);
  }
}
