package io.github.clip4j.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is written beside its target and replaces it when committed; closing without a commit
 * leaves the target as it was.
 */
final class AtomicFile implements Closeable {
  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  AtomicFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    this.temporary =
        this.target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    // Not Files.createTempFile: its file would be readable by its owner alone.
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  FileChannel channel() {
    return channel;
  }

  /** Forces the content to the disk and puts it in the target's place. */
  void commit() throws IOException {
    channel.force(true);
    channel.close();
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(temporary);
  }
}
