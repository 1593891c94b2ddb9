package io.github.clip4j.npy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes an {@code .npy} file of float32 or float16 row by row, with as many rows as come.
 *
 * <p>The rows go to a file beside the target; {@link #commit()} writes their number into the header
 * and puts the file in the target's place. Closing without a commit discards them and leaves an
 * existing target as it was. For one thread.
 *
 * <pre>{@code
 * try (NpyRowWriter writer = NpyRowWriter.create(Path.of("E.npy"), 512)) {
 *   while (…) {
 *     writer.write(vector);
 *   }
 *   writer.commit();
 * }
 * }</pre>
 */
public final class NpyRowWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 20;

  private final AtomicFile file;
  private final NpyType type;
  private final int[] rowShape;
  private final int rowLength;
  private final ByteBuffer buffer;
  private int rows;
  private boolean finished;

  private NpyRowWriter(AtomicFile file, NpyType type, int[] rowShape) {
    this.file = file;
    this.type = type;
    this.rowShape = rowShape;
    this.rowLength = Math.toIntExact(NpyHeader.elements(rowShape));
    this.buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Starts a file of {@code <f4} and shape {@code [rows, …rowShape]}.
   *
   * @param file the file to write, in a directory that exists
   * @param rowShape the axes of one row: {@code 512} for vectors, {@code 3, 224, 224} for pixels
   * @return the writer
   * @throws IllegalArgumentException if a row has no element
   * @throws IOException if the file cannot be created
   */
  public static NpyRowWriter create(Path file, int... rowShape) throws IOException {
    return create(file, NpyType.FLOAT32, rowShape);
  }

  /**
   * As {@link #create}, of {@code <f2}: each value is rounded to the nearest float16.
   *
   * @param file the file to write, in a directory that exists
   * @param rowShape the axes of one row
   * @return the writer
   * @throws IllegalArgumentException if a row has no element
   * @throws IOException if the file cannot be created
   */
  public static NpyRowWriter createFloat16(Path file, int... rowShape) throws IOException {
    return create(file, NpyType.FLOAT16, rowShape);
  }

  private static NpyRowWriter create(Path file, NpyType type, int[] rowShape) throws IOException {
    if (rowShape.length == 0 || Arrays.stream(rowShape).anyMatch(axis -> axis <= 0)) {
      throw new IllegalArgumentException(
          "expected rows of positive axes, got " + Arrays.toString(rowShape));
    }
    NpyRowWriter writer = new NpyRowWriter(new AtomicFile(file), type, rowShape.clone());
    writer.buffer.put(writer.header());
    return writer;
  }

  /** {@return the number of rows written so far} */
  public int rows() {
    return rows;
  }

  /**
   * Appends one row or several.
   *
   * @param values the rows' values in C order, a multiple of a row's length
   * @throws IllegalArgumentException if the length is no multiple of a row's
   * @throws IllegalStateException if the writer was committed or closed
   * @throws IOException if they cannot be written
   */
  public void write(float[] values) throws IOException {
    write(FloatBuffer.wrap(values));
  }

  /**
   * Appends the rows between the buffer's position, which moves to its limit, and its limit.
   *
   * @param values the rows' values in C order, a multiple of a row's length
   * @throws IllegalArgumentException if the length is no multiple of a row's
   * @throws IllegalStateException if the writer was committed or closed
   * @throws IOException if they cannot be written
   */
  public void write(FloatBuffer values) throws IOException {
    checkOpen();
    if (values.remaining() % rowLength != 0) {
      throw new IllegalArgumentException(
          "expected a multiple of " + rowLength + " values, got " + values.remaining());
    }
    rows = Math.addExact(rows, values.remaining() / rowLength);
    while (values.hasRemaining()) {
      int count = Math.min(values.remaining(), buffer.remaining() / type.size());
      put(part(values, count));
      if (values.hasRemaining()) {
        flush();
      }
    }
  }

  private void put(FloatBuffer values) {
    if (type == NpyType.FLOAT16) {
      while (values.hasRemaining()) {
        buffer.putShort(Half.fromFloat(values.get()));
      }
    } else {
      int end = buffer.position() + values.remaining() * Float.BYTES;
      buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      buffer.position(end);
    }
  }

  private static FloatBuffer part(FloatBuffer values, int count) {
    FloatBuffer part = values.slice().limit(count);
    values.position(values.position() + count);
    return part;
  }

  /**
   * Writes the number of rows into the header and replaces the target.
   *
   * @throws IllegalStateException if the writer was committed or closed
   * @throws IOException if it cannot be written; an existing target is left as it was
   */
  public void commit() throws IOException {
    checkOpen();
    flush();
    file.channel().position(0);
    file.write(ByteBuffer.wrap(header()));
    file.commit();
    finished = true;
  }

  private byte[] header() {
    int[] shape = new int[rowShape.length + 1];
    shape[0] = rows;
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return new NpyHeader(type, false, shape).bytes();
  }

  private void flush() throws IOException {
    file.write(buffer.flip());
    buffer.clear();
  }

  private void checkOpen() {
    if (finished) {
      throw new IllegalStateException("the writer has been committed or closed");
    }
  }

  /**
   * Discards what was written unless it was committed.
   *
   * @throws IOException if the file beside the target cannot be removed
   */
  @Override
  public void close() throws IOException {
    finished = true;
    file.close();
  }
}
