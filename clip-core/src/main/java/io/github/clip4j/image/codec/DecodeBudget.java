package io.github.clip4j.image.codec;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * The memory that all images which are being decoded at one time may take together, and beside it
 * that of their files: as much, but no less than a quarter of the maximum heap. An image that finds
 * too little left waits for others to finish; those that came first go first.
 */
public final class DecodeBudget {
  // A semaphore counts in int: with pages of 4 KiB that is enough for 8 TiB.
  private static final int PAGE_BITS = 12;

  private final long bytes;
  private final long bytesForFiles;
  private final Semaphore pages;
  private final Semaphore pagesForFiles;

  /**
   * A budget of its own.
   *
   * @param bytes at least 1
   */
  public DecodeBudget(long bytes) {
    this.bytes = bytes;
    this.pages = new Semaphore(pages(bytes), true);
    this.bytesForFiles = Math.max(bytes, Runtime.getRuntime().maxMemory() / 4);
    this.pagesForFiles = new Semaphore(pages(bytesForFiles), true);
  }

  private static int pages(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, ((bytes - 1) >> PAGE_BITS) + 1);
  }

  /** {@return the budget in bytes} */
  public long bytes() {
    return bytes;
  }

  /** {@return the bytes that encoded images may take} */
  long bytesForFiles() {
    return bytesForFiles;
  }

  /** {@return whether nothing is claimed} */
  public boolean isIdle() {
    return pages.availablePermits() == pages(bytes)
        && pagesForFiles.availablePermits() == pages(bytesForFiles);
  }

  /** Waits until there is room for this many bytes, at most all of them, and takes it. */
  void claim(long claimed) {
    acquire(pages, claimed);
  }

  /** As {@link #claim}, for an encoded image. */
  void claimForFile(long claimed) {
    acquire(pagesForFiles, claimed);
  }

  private static void acquire(Semaphore from, long claimed) {
    try {
      from.acquire(pages(claimed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while an image waited for memory");
    }
  }

  /** Gives back what was claimed. */
  void release(long claimed) {
    pages.release(pages(claimed));
  }

  /** Gives back what was claimed for an encoded image. */
  void releaseForFile(long claimed) {
    pagesForFiles.release(pages(claimed));
  }
}
