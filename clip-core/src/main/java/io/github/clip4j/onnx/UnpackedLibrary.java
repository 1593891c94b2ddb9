package io.github.clip4j.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that ONNX Runtime has unpacked its native libraries into. It deletes them when the
 * JVM ends, the directory before what is in it, so that an empty directory stays of each run, and
 * 24 MB of one that is killed. On Linux a library that is loaded needs its file no more: it is
 * deleted at once.
 */
final class UnpackedLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);
  private static final Path PROCESSES = Path.of("/proc");
  private static final Path MAPPED = PROCESSES.resolve("self/maps");

  /** What the user's own libraries are loaded from, which nobody unpacked. */
  private static final String INSTALLED = "onnxruntime.native.path";

  /** As {@code Files.createTempDirectory} names it. */
  private static final Pattern DIRECTORY = Pattern.compile("onnxruntime-java\\d+");

  /** The one that is loaded last: another class loader may be half-way, its first one loaded. */
  private static final String LIBRARY = "/libonnxruntime4j_jni.so";

  /** What the CPU's package unpacks. Libraries of other providers would be loaded later. */
  private static final List<String> FILES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  /** No process takes that long from unpacking its libraries to loading them. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private UnpackedLibrary() {}

  /**
   * Deletes the directory of this process, where there is one and nothing else is in it, and those
   * of processes that were killed while they unpacked.
   */
  static void delete() {
    if (System.getProperty(INSTALLED) != null || !Files.isReadable(MAPPED)) {
      return;
    }
    try {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      Optional<Path> directory = directory(temporary);
      if (directory.isPresent()) {
        delete(directory.get());
        deleteAbandoned(temporary, Instant.now().minus(ABANDONED));
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("ONNX Runtime's unpacked library stays", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (holdsNothingElse(directory)) {
      for (String file : FILES) {
        Files.deleteIfExists(directory.resolve(file));
      }
      Files.delete(directory);
    }
  }

  /** Deletes what nobody has touched since a time. */
  static void deleteAbandoned(Path temporary, Instant since) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
      for (Path directory : found) {
        if (isOfOnnxRuntime(directory)) {
          deleteIfAbandoned(directory, since);
        }
      }
    }
  }

  private static void deleteIfAbandoned(Path directory, Instant since) {
    try {
      if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS)
              .toInstant()
              .isBefore(since)
          && !isInUse(directory)) {
        delete(directory);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} is another user's, or gone", directory, e);
    }
  }

  /** Whether a process has loaded something from there, and may unpack more beside it. */
  private static boolean isInUse(Path directory) throws IOException {
    String within = directory + "/";
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        if (maps(process, within)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Of other users' processes nothing is known, but their directories cannot be deleted either. */
  private static boolean maps(Path process, String within) {
    try (Stream<String> lines = Files.lines(process.resolve("maps"), StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.contains(within));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isOfOnnxRuntime(Path directory) {
    return DIRECTORY.matcher(directory.getFileName().toString()).matches();
  }

  private static Optional<Path> directory(Path temporary) throws IOException {
    try (Stream<String> lines = Files.lines(MAPPED)) {
      return lines
          .filter(line -> line.endsWith(LIBRARY))
          .map(line -> Path.of(line.substring(line.indexOf('/'))).getParent())
          .filter(path -> temporary.equals(path.getParent()))
          .filter(UnpackedLibrary::isOfOnnxRuntime)
          .findFirst();
    }
  }

  private static boolean holdsNothingElse(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.allMatch(file -> FILES.contains(file.getFileName().toString()));
    }
  }
}
