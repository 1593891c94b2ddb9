package io.github.clip4j.hub;

import io.github.clip4j.error.HubException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other threads and other processes of this library from fetching the same file meanwhile.
 * The operating system frees a lock whose process is gone; the file stays, as huggingface_hub's do.
 */
final class BlobLock {

  private static final Logger LOG = LoggerFactory.getLogger(BlobLock.class);
  private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();
  private static final Duration POLL = Duration.ofMillis(100);

  private BlobLock() {}

  /** What is done under the lock. */
  interface Work {
    void run() throws IOException;
  }

  /**
   * Waits for the lock as long as its holder gets on, then works.
   *
   * @param file of the lock
   * @param watched the file that the holder writes
   * @param patience the longest to wait without a change of that file
   */
  static void holding(Path file, Path watched, Duration patience, Work work) throws IOException {
    ReentrantLock threads =
        IN_THIS_PROCESS.computeIfAbsent(
            file.toAbsolutePath().normalize(), f -> new ReentrantLock());
    Holder holder = new Holder(watched, patience);
    while (!threads.tryLock()) {
      holder.await(file);
    }
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      while (channel.tryLock() == null) {
        holder.await(file);
      }
      work.run();
    } finally {
      threads.unlock();
    }
  }

  /** What is seen of the holder's work. */
  private static final class Holder {
    private final Path watched;
    private final Duration patience;
    private long size = -1;
    private long changed = System.nanoTime();
    private boolean said;

    Holder(Path watched, Duration patience) {
      this.watched = watched;
      this.patience = patience;
    }

    void await(Path lock) throws IOException {
      if (!said) {
        LOG.info("another download of the same file is under way; waiting for it");
        said = true;
      }
      long now = watchedSize();
      if (now != size) {
        size = now;
        changed = System.nanoTime();
      } else if (System.nanoTime() - changed > patience.toNanos()) {
        throw new HubException(
            "the process that holds "
                + lock
                + " has not got on for "
                + patience.toSeconds()
                + " s; end it, or try again later");
      }
      try {
        TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }

    /** -1 where there is none: the holder renames it when it is done. */
    private long watchedSize() throws IOException {
      try {
        return Files.size(watched);
      } catch (NoSuchFileException e) {
        return -1;
      }
    }
  }
}
