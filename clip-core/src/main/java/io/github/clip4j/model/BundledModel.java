package io.github.clip4j.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A model that comes in a jar. Jars offer theirs as a service of this type ({@link
 * java.util.ServiceLoader}); the library unpacks it when it is first asked for by its id.
 */
public interface BundledModel {

  /** {@return what users call it: lower-case letters, digits and hyphens} */
  String id();

  /** {@return one line that says what it is and is not, logged at first use} */
  String notice();

  /** {@return all files of the model directory} */
  List<File> files();

  /**
   * Opens one file.
   *
   * @param name the name of one of the {@link #files()}
   * @return its content, to be closed by the caller
   * @throws IOException if it cannot be read
   */
  InputStream open(String name) throws IOException;

  /**
   * A file of a model directory.
   *
   * @param name its path in the directory, with {@code /}
   * @param size its length in bytes
   * @param sha256 its SHA-256 in lower-case hexadecimal digits
   */
  record File(String name, long size, String sha256) {
    /**
     * As a record's own would be, which makes dozens of classes at run time (0093); part of the
     * name of the directory that a model is unpacked into.
     */
    @Override
    public String toString() {
      return "File[name=" + name + ", size=" + size + ", sha256=" + sha256 + "]";
    }
  }
}
