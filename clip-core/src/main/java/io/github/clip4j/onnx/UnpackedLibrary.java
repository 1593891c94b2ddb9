package io.github.clip4j.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Path MAPPED = Path.of("/proc/self/maps");

  /** What the user's own libraries are loaded from, which nobody unpacked. */
  private static final String INSTALLED = "onnxruntime.native.path";

  /** As {@code Files.createTempDirectory} names it. */
  private static final Pattern DIRECTORY = Pattern.compile("onnxruntime-java\\d+");

  /** The one that is loaded last: another class loader may be half-way, its first one loaded. */
  private static final String LIBRARY = "/libonnxruntime4j_jni.so";

  /** What the CPU's package unpacks. Libraries of other providers would be loaded later. */
  private static final List<String> FILES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");

  private UnpackedLibrary() {}

  /** Deletes the directory of this process, where there is one and nothing else is in it. */
  static void delete() {
    if (System.getProperty(INSTALLED) != null || !Files.isReadable(MAPPED)) {
      return;
    }
    try {
      Optional<Path> directory = directory();
      if (directory.isPresent() && holdsNothingElse(directory.get())) {
        for (String file : FILES) {
          Files.deleteIfExists(directory.get().resolve(file));
        }
        Files.delete(directory.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("ONNX Runtime's unpacked library stays", e);
    }
  }

  private static Optional<Path> directory() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
    try (Stream<String> lines = Files.lines(MAPPED)) {
      return lines
          .filter(line -> line.endsWith(LIBRARY))
          .map(line -> Path.of(line.substring(line.indexOf('/'))).getParent())
          .filter(path -> temporary.equals(path.getParent()))
          .filter(path -> DIRECTORY.matcher(path.getFileName().toString()).matches())
          .findFirst();
    }
  }

  private static boolean holdsNothingElse(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.allMatch(file -> FILES.contains(file.getFileName().toString()));
    }
  }
}
