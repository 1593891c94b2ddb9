package io.github.clip4j.npy;

import io.github.clip4j.linalg.Rows;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of an {@code .npy} file, mapped from disk: a file larger than the heap can be read.
 *
 * <p>The matrix is of {@code <f2}, {@code <f4} or {@code <f8} (each value is then rounded to
 * float32), in C order. It is mapped in segments of whole rows, since one mapping ends at 2 GiB.
 * The file must not change while the rows are in use; the mapping lasts until the garbage collector
 * finds them unused.
 */
public final class NpyRows implements Rows {
  private static final long SEGMENT_BYTES = 1L << 30;

  private final MappedByteBuffer[] segments;
  private final int rowsPerSegment;
  private final NpyType type;
  private final int count;
  private final int dimension;

  private NpyRows(MappedByteBuffer[] segments, int rowsPerSegment, NpyHeader header) {
    this.segments = segments;
    this.rowsPerSegment = rowsPerSegment;
    this.type = header.type();
    this.count = header.shape()[0];
    this.dimension = header.shape()[1];
  }

  /**
   * Maps the file.
   *
   * @param file an {@code .npy} file of a matrix, {@code [n, d]}
   * @return its rows
   * @throws NpyException if the file is no such matrix
   * @throws IOException if the file cannot be read
   */
  public static NpyRows open(Path file) throws IOException {
    return open(file, SEGMENT_BYTES);
  }

  static NpyRows open(Path file, long segmentBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = NpyHeader.read(channel, file);
      if (header.dimensions() != 2
          || header.fortranOrder()
          || header.type() == NpyType.INT32
          || (header.shape()[1] == 0 && header.shape()[0] > 0)) {
        throw new NpyException(
            file
                + ": expected a matrix of <f2, <f4 or <f8 in C order, found shape "
                + header.describe()
                + " of "
                + header.type().descr()
                + (header.fortranOrder() ? " in Fortran order" : ""));
      }
      long rowBytes = (long) header.shape()[1] * header.type().size();
      if (rowBytes > Integer.MAX_VALUE) {
        throw new NpyException(
            file + ": expected rows of less than 2 GiB, found rows of " + rowBytes + " bytes");
      }
      return map(channel, header, segmentBytes);
    }
  }

  private static NpyRows map(FileChannel channel, NpyHeader header, long segmentBytes)
      throws IOException {
    long start = channel.position();
    int rows = header.shape()[0];
    long rowBytes = (long) header.shape()[1] * header.type().size();
    long perSegment = Math.max(1, segmentBytes / Math.max(1, rowBytes));
    MappedByteBuffer[] segments =
        new MappedByteBuffer[(int) ((rows + perSegment - 1) / perSegment)];
    for (int segment = 0; segment < segments.length; segment++) {
      long first = segment * perSegment;
      long length = Math.min(perSegment, rows - first) * rowBytes;
      segments[segment] =
          channel.map(FileChannel.MapMode.READ_ONLY, start + first * rowBytes, length);
    }
    return new NpyRows(segments, (int) Math.min(perSegment, Integer.MAX_VALUE), header);
  }

  /** {@return the number of rows} */
  @Override
  public int count() {
    return count;
  }

  /** {@return the entries of a row} */
  @Override
  public int dimension() {
    return dimension;
  }

  /** Mapped rows of {@code <f4} that lie in one segment, on machines of that byte order. */
  @Override
  public Optional<FloatBuffer> direct(int first, int rows) {
    Objects.checkFromIndexSize(first, rows, count);
    if (type != NpyType.FLOAT32
        || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN
        || rows == 0
        || first / rowsPerSegment != (first + rows - 1) / rowsPerSegment) {
      return Optional.empty();
    }
    return Optional.of(bytes(first, rows).asFloatBuffer());
  }

  /** The bytes of rows of one segment. */
  private ByteBuffer bytes(int first, int rows) {
    int rowBytes = dimension * type.size();
    return segments[first / rowsPerSegment]
        .slice(first % rowsPerSegment * rowBytes, rows * rowBytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void copy(int first, int rows, FloatBuffer destination) {
    Objects.checkFromIndexSize(first, rows, count);
    int done = 0;
    while (done < rows) {
      int part = Math.min(rows - done, rowsPerSegment - (first + done) % rowsPerSegment);
      put(bytes(first + done, part), destination);
      done += part;
    }
  }

  private void put(ByteBuffer bytes, FloatBuffer destination) {
    switch (type) {
      case FLOAT32 -> destination.put(bytes.asFloatBuffer());
      case FLOAT16 -> {
        while (bytes.hasRemaining()) {
          destination.put(Half.toFloat(bytes.getShort()));
        }
      }
      default -> {
        while (bytes.hasRemaining()) {
          destination.put((float) bytes.getDouble());
        }
      }
    }
  }
}
