package io.github.clip4j.examples.command;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output files of a run. They are written into a hidden directory beside their targets and
 * moved over them when all are complete, so that a run that fails or is interrupted leaves what was
 * there before.
 */
final class OutputFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputFiles.class);
  private static final int DELETIONS = 100;
  private static final String STAGING = ".clip4j-";
  private static final String LOCK = ".lock";

  private final Path directory;
  private final Path staging;
  private final List<String> announced;
  private final List<Path> created;
  private final Set<String> staged = new LinkedHashSet<>();
  private final Set<String> obsolete = new LinkedHashSet<>();
  private final Thread cleaner = new Thread(this::clean, "clip4j-clean");
  private @Nullable FileChannel lock;
  private boolean closed;

  private OutputFiles(Path directory, List<String> announced, List<Path> created) {
    this.directory = directory;
    this.announced = announced;
    this.created = created;
    this.staging = directory.resolve(STAGING + UUID.randomUUID());
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
    Path missing = directory.toAbsolutePath();
    while (missing != null && !Files.exists(missing)) {
      created.add(missing);
      missing = missing.getParent();
    }
    OutputFiles files = new OutputFiles(directory, List.of(names), List.copyOf(created));
    Runtime.getRuntime().addShutdownHook(files.cleaner);
    try {
      files.open();
    } catch (IOException e) {
      files.close();
      throw new CommandException("cannot write into " + directory + ": " + Reasons.of(e), e);
    }
    return files;
  }

  private synchronized void open() throws IOException {
    if (closed) {
      throw new CancellationException("interrupted");
    }
    Files.createDirectories(directory);
    Files.createDirectory(staging, forThisUserOnly());
    lock = lock();
    removeAbandoned();
  }

  /** Whoever else may write into the directory finds nothing of what is not complete. */
  private FileAttribute<?>[] forThisUserOnly() {
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * The lock gets its name when it is held: by that name there is never one that nobody holds yet.
   */
  private FileChannel lock() throws IOException {
    Path unnamed = staging.resolve(LOCK + "ing");
    FileChannel channel = FileChannel.open(unnamed, CREATE_NEW, WRITE);
    channel.lock();
    Files.move(unnamed, staging.resolve(LOCK));
    return channel;
  }

  /** A process that was killed could not delete its staging directory; its lock is gone with it. */
  private void removeAbandoned() throws IOException {
    try (DirectoryStream<Path> others = Files.newDirectoryStream(directory, STAGING + "*")) {
      for (Path other : others) {
        if (!other.equals(staging) && isAbandoned(other)) {
          deleteAll(other);
        }
      }
    }
  }

  /** What is no directory, but a link to one, nobody here has made. */
  private static boolean isAbandoned(Path other) {
    if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(other.resolve(LOCK), WRITE)) {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * Makes sure that no input is among the files to come, by whatever path.
   *
   * @throws UsageException if one is
   */
  OutputFiles sparing(List<Path> inputs) {
    for (String name : announced) {
      Path target = directory.resolve(name);
      if (Files.exists(target)) {
        inputs.stream()
            .filter(input -> isSameFile(target, input))
            .findFirst()
            .ifPresent(this::refuseToOverwrite);
      }
    }
    return this;
  }

  private static boolean isSameFile(Path target, Path input) {
    try {
      return Files.exists(input) && Files.isSameFile(target, input);
    } catch (IOException e) {
      return false;
    }
  }

  private void refuseToOverwrite(Path input) {
    close();
    throw new UsageException(
        "expected --out apart from what is read: it would overwrite the input " + input);
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
  synchronized void commit() {
    for (String name : staged) {
      publish(name);
    }
    for (String name : obsolete) {
      try {
        Files.deleteIfExists(directory.resolve(name));
      } catch (IOException e) {
        throw new CommandException(
            "cannot remove the old " + directory.resolve(name) + ": " + Reasons.of(e), e);
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
      throw new CommandException(
          "cannot write " + directory.resolve(name) + ": " + Reasons.of(e), e);
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

  /** When the JVM goes down, other threads are still writing: what they add is deleted too. */
  private synchronized void clean() {
    closed = true;
    for (int i = 0; i < DELETIONS && Files.exists(staging); i++) {
      deleteAll(staging);
    }
    created.forEach(OutputFiles::delete);
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        LOG.debug("Cannot close the lock of {}", staging, e);
      }
    }
  }

  private static void deleteAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(OutputFiles::delete);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Cannot list {}", directory, e);
    }
    delete(directory);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.debug("Cannot delete {}", path, e);
    }
  }
}
