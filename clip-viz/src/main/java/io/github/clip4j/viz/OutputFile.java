package io.github.clip4j.viz;

import io.github.clip4j.error.ClipException;
import io.github.clip4j.npy.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/** Replaces a file in one step: readers see the old bytes or the new ones, never a part. */
final class OutputFile {

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private OutputFile() {}

  static void write(Path file, Content content) {
    if (Files.isDirectory(file)) {
      throw new ClipException("cannot write " + file + ": it is a directory; name a file");
    }
    try (AtomicFile target = new AtomicFile(file)) {
      OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(target.channel()), 1 << 16);
      content.writeTo(out);
      out.flush();
      target.commit();
    } catch (ClosedByInterruptException e) {
      throw new CancellationException("interrupted while " + file + " was written");
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
}
