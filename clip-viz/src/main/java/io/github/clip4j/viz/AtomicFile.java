package io.github.clip4j.viz;

import io.github.clip4j.error.ClipException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Replaces a file in one step: readers see the old bytes or the new ones, never a part. */
final class AtomicFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  static void write(Path file, Content content) {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw new ClipException("cannot write " + file + ": it is a directory; name a file");
    }
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(part, StandardOpenOption.CREATE_NEW), 1 << 16)) {
          content.writeTo(out);
        }
        move(part, target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new ClipException(
          "cannot write "
              + file
              + ": expected an existing directory with write permission ("
              + e
              + ")",
          e);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
