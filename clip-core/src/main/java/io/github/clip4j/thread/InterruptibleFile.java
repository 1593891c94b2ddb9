package io.github.clip4j.thread;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Reads files through channels, which an interrupt closes: the file is not what is wrong then. */
public final class InterruptibleFile {
  private InterruptibleFile() {}

  /**
   * Reads an open file.
   *
   * @param <T> what comes of it
   */
  public interface Reading<T> {
    /**
     * Reads.
     *
     * @param file at its beginning; the caller closes it
     * @return what comes of it
     * @throws IOException if it cannot be read
     */
    T from(SeekableByteChannel file) throws IOException;
  }

  /**
   * Opens a file, reads and closes it.
   *
   * @param <T> what comes of it
   * @param file the file
   * @param reading reads it
   * @return what comes of it
   * @throws IOException if it cannot be read
   * @throws CancellationException if the thread is interrupted
   */
  public static <T> T read(Path file, Reading<T> reading) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return reading.from(channel);
    } catch (ClosedByInterruptException e) {
      throw new CancellationException("interrupted while " + file + " was read");
    }
  }
}
