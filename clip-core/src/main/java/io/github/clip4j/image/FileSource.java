package io.github.clip4j.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** A file of the file system. */
record FileSource(String name, Path file) implements ImageSource {

  @Override
  public InputStream open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(
          Files.isReadable(file)
              ? "is a directory, expected an image file"
              : "the directory cannot be listed: permission denied");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new IOException("no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("permission denied", e);
    }
  }

  @Override
  public Optional<String> stamp() throws IOException {
    BasicFileAttributes attributes = attributes();
    if (attributes.isOther()) {
      throw new IOException("a pipe or a device, of which nothing is known before it is read");
    }
    return Optional.of(attributes.size() + " bytes, " + attributes.lastModifiedTime());
  }

  /** Whether it is a pipe, a device or the like, which may have nothing to read for ever. */
  boolean mayBlock() {
    try {
      return attributes().isOther();
    } catch (IOException e) {
      // Opening it says what is wrong.
      return false;
    }
  }

  /** The bytes of the file; 0 for what {@linkplain #mayBlock() may block}, which has no size. */
  long size() throws IOException {
    BasicFileAttributes attributes = attributes();
    return attributes.isOther() ? 0 : attributes.size();
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class);
  }
}
