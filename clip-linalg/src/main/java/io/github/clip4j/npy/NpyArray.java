package io.github.clip4j.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * An array as an {@code .npy} file holds it: an element type, a shape, and values in C order.
 *
 * <p>An immutable value. Read are {@code <f2}, {@code <f4}, {@code <f8} and {@code <i4}, of format
 * versions 1 to 3; a Fortran-ordered matrix is transposed while it is read, with more axes it is
 * refused. Files that are written have the bytes that NumPy itself writes.
 *
 * <pre>{@code
 * FMatrixRMaj samples = NpyArray.read(Path.of("X.npy")).toMatrix();
 * NpyArray.of(labels, labels.length).write(Path.of("labels.npy"));
 * }</pre>
 */
public final class NpyArray {
  private final NpyHeader header;
  private final ByteBuffer data;

  private NpyArray(NpyHeader header, ByteBuffer data) {
    this.header = header;
    this.data = data;
  }

  /**
   * An array of float32, {@code <f4}.
   *
   * @param values in C order
   * @param shape the axes; their product is the number of values
   * @return the array, a copy
   * @throws IllegalArgumentException if the shape does not fit the number of values
   */
  public static NpyArray of(float[] values, int... shape) {
    ByteBuffer data = allocate(NpyType.FLOAT32, values.length, shape);
    data.asFloatBuffer().put(values);
    return new NpyArray(new NpyHeader(NpyType.FLOAT32, false, shape), data);
  }

  /**
   * An array of float64, {@code <f8}.
   *
   * @param values in C order
   * @param shape the axes; their product is the number of values
   * @return the array, a copy
   * @throws IllegalArgumentException if the shape does not fit the number of values
   */
  public static NpyArray of(double[] values, int... shape) {
    ByteBuffer data = allocate(NpyType.FLOAT64, values.length, shape);
    data.asDoubleBuffer().put(values);
    return new NpyArray(new NpyHeader(NpyType.FLOAT64, false, shape), data);
  }

  /**
   * An array of int32, {@code <i4}.
   *
   * @param values in C order
   * @param shape the axes; their product is the number of values
   * @return the array, a copy
   * @throws IllegalArgumentException if the shape does not fit the number of values
   */
  public static NpyArray of(int[] values, int... shape) {
    ByteBuffer data = allocate(NpyType.INT32, values.length, shape);
    data.asIntBuffer().put(values);
    return new NpyArray(new NpyHeader(NpyType.INT32, false, shape), data);
  }

  /**
   * An array of float32 with the matrix's rows and columns.
   *
   * @param matrix {@code [n, d]}
   * @return the array, a copy
   */
  public static NpyArray of(FMatrixRMaj matrix) {
    return of(Arrays.copyOf(matrix.data, matrix.getNumElements()), matrix.numRows, matrix.numCols);
  }

  private static ByteBuffer allocate(NpyType type, int values, int[] shape) {
    boolean negative = Arrays.stream(shape).anyMatch(axis -> axis < 0);
    if (negative || NpyHeader.elements(shape) != values) {
      throw new IllegalArgumentException(
          "expected a shape of " + values + " elements, got " + Arrays.toString(shape));
    }
    return ByteBuffer.allocate(Math.multiplyExact(values, type.size()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads a whole file.
   *
   * @param file an {@code .npy} file
   * @return its array
   * @throws NpyException if the file is no such array, names another element type, has a length
   *     that does not belong to its shape, or more data than an array (2 GiB) or the heap can hold
   * @throws IOException if the file cannot be read
   */
  public static NpyArray read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      NpyHeader header = NpyHeader.read(channel, file);
      if (header.fortranOrder() && header.dimensions() > 2) {
        throw new NpyException(
            file
                + ": expected C order, found Fortran order with shape "
                + header.describe()
                + "; save it with numpy.ascontiguousarray");
      }
      long size = header.elements() * header.type().size();
      if (size > Integer.MAX_VALUE - 8) {
        throw new NpyException(
            file + ": expected less than 2 GiB of data, found " + size + " bytes");
      }
      ByteBuffer data = allocate((int) size, file);
      while (data.hasRemaining()) {
        if (channel.read(data) < 0) {
          throw new NpyException(file + ": expected " + size + " bytes of data, found fewer");
        }
      }
      return inCOrder(header, data.rewind(), file);
    }
  }

  /** The file has so many bytes, but that is no reason why the heap should. */
  private static ByteBuffer allocate(int bytes, Path file) {
    try {
      return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    } catch (OutOfMemoryError e) {
      throw new NpyException(
          file
              + ": expected an array that fits into the heap, found "
              + bytes
              + " bytes; read it with NpyRows, or give Java more memory (-Xmx)",
          e);
    }
  }

  private static NpyArray inCOrder(NpyHeader header, ByteBuffer data, Path file) {
    NpyHeader plain = new NpyHeader(header.type(), false, header.shape());
    if (!header.fortranOrder() || header.dimensions() < 2) {
      return new NpyArray(plain, data);
    }
    int rows = header.shape()[0];
    int columns = header.shape()[1];
    int size = header.type().size();
    ByteBuffer transposed = allocate(data.capacity(), file);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed.put((row * columns + column) * size, data, (column * rows + row) * size, size);
      }
    }
    return new NpyArray(plain, transposed);
  }

  /** {@return the axes, empty for a single value} */
  public int[] shape() {
    return header.shape();
  }

  /**
   * {@return the element type as NumPy names it: {@code <f2}, {@code <f4}, {@code <f8} or {@code
   * <i4}}
   */
  public String type() {
    return header.type().descr();
  }

  /** {@return the number of values, the product of the axes} */
  public int size() {
    return (int) header.elements();
  }

  /** {@return the values in C order, rounded to float32 where they are float64 or int32} */
  public float[] toFloats() {
    float[] values = new float[size()];
    switch (header.type()) {
      case FLOAT32 -> data.asFloatBuffer().get(values);
      case FLOAT16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Half.toFloat(data.getShort(i * Short.BYTES));
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) data.getDouble(i * Double.BYTES);
        }
      }
      case INT32 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = data.getInt(i * Integer.BYTES);
        }
      }
    }
    return values;
  }

  /** {@return the values in C order as float64, which holds every element type exactly} */
  public double[] toDoubles() {
    double[] values = new double[size()];
    if (header.type() == NpyType.FLOAT64) {
      data.asDoubleBuffer().get(values);
    } else if (header.type() == NpyType.INT32) {
      for (int i = 0; i < values.length; i++) {
        values[i] = data.getInt(i * Integer.BYTES);
      }
    } else {
      float[] floats = toFloats();
      for (int i = 0; i < values.length; i++) {
        values[i] = floats[i];
      }
    }
    return values;
  }

  /**
   * {@return the values in C order as integers}
   *
   * @throws IllegalStateException if the elements are not {@code <i4}
   */
  public int[] toInts() {
    if (header.type() != NpyType.INT32) {
      throw new IllegalStateException("expected an array of <i4, got one of " + type());
    }
    int[] values = new int[size()];
    data.asIntBuffer().get(values);
    return values;
  }

  /**
   * {@return the array as a float32 matrix, {@code [n, d]}}
   *
   * @throws IllegalStateException if the array has not two axes
   */
  public FMatrixRMaj toMatrix() {
    int[] shape = shape();
    if (shape.length != 2) {
      throw new IllegalStateException(
          "expected an array of two axes, got one of shape " + header.describe());
    }
    FMatrixRMaj matrix = new FMatrixRMaj();
    matrix.data = toFloats();
    matrix.numRows = shape[0];
    matrix.numCols = shape[1];
    return matrix;
  }

  /**
   * Writes the file, replacing an existing one atomically once all is on the disk.
   *
   * @param file the file to write, in a directory that exists
   * @throws IOException if it cannot be written; an existing file is left as it was
   */
  public void write(Path file) throws IOException {
    try (AtomicFile out = new AtomicFile(file)) {
      out.write(ByteBuffer.wrap(header.bytes()));
      out.write(data.duplicate());
      out.commit();
    }
  }

  /** {@return the element type and the shape} */
  @Override
  public String toString() {
    return "NpyArray[" + type() + ", " + header.describe() + "]";
  }
}
