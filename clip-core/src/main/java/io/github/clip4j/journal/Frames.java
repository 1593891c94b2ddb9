package io.github.clip4j.journal;

import io.github.clip4j.error.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file of frames, each with its length and its checksum, to which frames are only ever appended:
 * what was appended and forced to the disk survives, and a frame that was cut off is told from a
 * whole one.
 *
 * <p>A frame is the length of its payload and the payload's CRC-32C, both little-endian int32, and
 * the payload. One process at a time has the file. {@link RandomAccessFile} rather than a channel,
 * because an interrupt closes a channel in the middle of a write.
 */
final class Frames implements Closeable {
  /** The longest payload: a longer length that is read is no length, but damage. */
  static final int LONGEST = 1 << 26;

  private static final int HEAD_BYTES = 8;

  private final Path path;
  private final RandomAccessFile file;
  private final FileLock lock;
  private long end;

  private Frames(Path path, RandomAccessFile file, FileLock lock) {
    this.path = path;
    this.file = file;
    this.lock = lock;
  }

  /**
   * Opens the file, which is made where it is missing, before its first frame.
   *
   * @return empty if another run has it
   */
  static Optional<Frames> open(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock != null) {
        return Optional.of(new Frames(path, file, lock));
      }
    } catch (OverlappingFileLockException e) {
      // Another run of this process has it.
    } catch (IOException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  /**
   * Whether the file holds nothing but what is left of appending its first frame, where that was
   * cut off: the beginning of the frame, and zeros that the file system put for the rest.
   */
  boolean isUnfinished(byte[] firstPayload) throws IOException {
    byte[] frame = frame(firstPayload);
    if (file.length() > frame.length) {
      return false;
    }
    byte[] found = bytes(0, (int) file.length());
    for (int i = 0; i < found.length; i++) {
      if (found[i] != frame[i] && found[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The payload of the next frame; empty at the end, or where what follows is not a whole frame.
   */
  Optional<ByteBuffer> next() throws IOException {
    long left = file.length() - end - HEAD_BYTES;
    if (left < 0) {
      return Optional.empty();
    }
    ByteBuffer head = read(end, HEAD_BYTES);
    int length = head.getInt();
    int checksum = head.getInt();
    if (length <= 0 || length > Math.min(left, LONGEST)) {
      return Optional.empty();
    }
    byte[] payload = bytes(end + HEAD_BYTES, length);
    if (checksum(payload) != checksum) {
      return Optional.empty();
    }
    end += HEAD_BYTES + length;
    return Optional.of(ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Where the payload of the frame that was read or appended last ends. */
  long end() {
    return end;
  }

  /** Bytes of the file, little-endian. */
  ByteBuffer read(long offset, int length) throws IOException {
    return ByteBuffer.wrap(bytes(offset, length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.seek(offset);
    file.readFully(bytes);
    return bytes;
  }

  /** The bytes behind the last whole frame. */
  long torn() throws IOException {
    return file.length() - end;
  }

  /**
   * Appends a frame behind the last whole one, and returns when the disk has it. If that fails, the
   * frames before it stand.
   *
   * @throws JournalException if the payload is too long; nothing is written then
   */
  void append(byte[] payload) throws IOException {
    requireReadable(payload.length);
    byte[] frame = frame(payload);
    if (file.length() > end) {
      file.setLength(end);
    }
    file.seek(end);
    file.write(frame);
    file.getFD().sync();
    end += frame.length;
  }

  /**
   * Refuses a payload that would not be read again.
   *
   * @throws JournalException if it is too long
   */
  void requireReadable(long length) {
    if (length > LONGEST) {
      throw new JournalException(
          "expected a batch that takes at most "
              + LONGEST
              + " bytes in the journal "
              + path
              + ", got one of "
              + length
              + "; what it held stays in it: encode in smaller batches");
    }
  }

  private static byte[] frame(byte[] payload) {
    return ByteBuffer.allocate(HEAD_BYTES + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(payload.length)
        .putInt(checksum(payload))
        .put(payload)
        .array();
  }

  private static int checksum(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload, 0, payload.length);
    return (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      lock.release();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
