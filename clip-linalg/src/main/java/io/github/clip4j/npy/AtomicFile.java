package io.github.clip4j.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is written beside its target and replaces it when committed; closing without a commit
 * leaves the target as it was. For one thread.
 *
 * <p><strong>No stable API.</strong> It is public only so that the library's own modules can share
 * it; it may change in any release, and applications have no use for it.
 */
public final class AtomicFile implements Closeable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  /**
   * Starts the file.
   *
   * @param target what is to be replaced, in a directory that exists
   * @throws IOException if the file beside it cannot be created
   */
  public AtomicFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    this.temporary =
        this.target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    // Not Files.createTempFile: its file would be readable by its owner alone.
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  /** {@return where the content is written to} */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Writes all that remains in the buffer.
   *
   * @param bytes what is appended
   * @throws IOException if it cannot be written
   */
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Forces the content to the disk and puts it in the target's place.
   *
   * @throws IOException if that fails; the target is left as it was
   */
  public void commit() throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Discards what was written unless it was committed.
   *
   * @throws IOException if the file beside the target cannot be removed
   */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
