package io.github.clip4j.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The header of an {@code .npy} file: element type, order and shape.
 *
 * <p>Layout after NumPy's {@code numpy/lib/_format_impl.py}: magic, version, length of the header,
 * a Python dictionary padded with spaces and a newline so that the data starts at a multiple of 64.
 * As NumPy does since 1.25, room is left for the first axis to grow to 21 digits, so that a header
 * can be written again in place once the number of rows is known.
 */
final class NpyHeader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PREFIX_1 = 10;
  private static final int PREFIX_2 = 12;
  private static final int ALIGNMENT = 64;
  // GROWTH_AXIS_MAX_DIGITS of _format_impl.py: the digits of 2^64 and one.
  private static final int GROWTH_DIGITS = 21;
  // Beyond this no header of the types read here can come; NumPy itself stops at 10,000.
  private static final int MAX_LENGTH = 1 << 16;

  private final NpyType type;
  private final boolean fortranOrder;
  private final int[] shape;

  NpyHeader(NpyType type, boolean fortranOrder, int... shape) {
    this.type = type;
    this.fortranOrder = fortranOrder;
    this.shape = shape.clone();
  }

  NpyType type() {
    return type;
  }

  boolean fortranOrder() {
    return fortranOrder;
  }

  int[] shape() {
    return shape.clone();
  }

  int dimensions() {
    return shape.length;
  }

  /** The number of elements; a header that was read has checked that it does not overflow. */
  long elements() {
    return elements(shape);
  }

  /** The product of the shape. */
  static long elements(int[] shape) {
    if (Arrays.stream(shape).anyMatch(axis -> axis == 0)) {
      return 0;
    }
    return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
  }

  String describe() {
    return describe(Arrays.stream(shape).asLongStream().boxed().collect(Collectors.toList()));
  }

  private static String describe(List<Long> axes) {
    return axes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  /** The bytes of the header, which equal those that NumPy writes. */
  byte[] bytes() {
    StringBuilder dictionary = new StringBuilder("{'descr': '").append(type.descr());
    dictionary.append("', 'fortran_order': ").append(fortranOrder ? "True" : "False");
    dictionary.append(", 'shape': ").append(tuple()).append(", }");
    if (shape.length > 0) {
      int growing = shape[fortranOrder ? shape.length - 1 : 0];
      dictionary.append(" ".repeat(GROWTH_DIGITS - String.valueOf(growing).length()));
    }
    int unpadded = PREFIX_1 + dictionary.length() + 1;
    dictionary.append(" ".repeat(ALIGNMENT - unpadded % ALIGNMENT)).append('\n');
    // A shape has at most 32 axes in NumPy and 64 in any release: version 1 always suffices.
    ByteBuffer out =
        ByteBuffer.allocate(PREFIX_1 + dictionary.length()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) dictionary.length());
    return out.put(dictionary.toString().getBytes(StandardCharsets.ISO_8859_1)).array();
  }

  private String tuple() {
    String axes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return shape.length == 1 ? "(" + axes + ",)" : "(" + axes + ")";
  }

  /**
   * Reads the header at the start of the channel, which stands at the data afterwards, and checks
   * that the file has exactly the bytes that the header asks for.
   */
  static NpyHeader read(FileChannel channel, Path file) throws IOException {
    byte[] prefix = bytes(channel, MAGIC.length + 2, file);
    if (!Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new NpyException(file + ": expected an .npy file, found other content at its start");
    }
    int major = prefix[MAGIC.length];
    if (major < 1 || major > 3 || prefix[MAGIC.length + 1] != 0) {
      throw new NpyException(
          file
              + ": expected .npy version 1.0, 2.0 or 3.0, found "
              + major
              + "."
              + prefix[MAGIC.length + 1]);
    }
    int lengthBytes = (major == 1 ? PREFIX_1 : PREFIX_2) - prefix.length;
    byte[] size = Arrays.copyOf(bytes(channel, lengthBytes, file), Long.BYTES);
    long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length > MAX_LENGTH) {
      throw new NpyException(
          file + ": expected a header of at most " + MAX_LENGTH + " bytes, found " + length);
    }
    String text = new String(bytes(channel, (int) length, file), StandardCharsets.UTF_8);
    NpyHeader header = new NpyDictionary(text, file).header();
    header.checkLength(channel.size() - channel.position(), file);
    return header;
  }

  private void checkLength(long available, Path file) {
    long expected = elements() * type.size();
    if (expected != available) {
      throw new NpyException(
          file
              + ": expected "
              + expected
              + " bytes of data for shape "
              + describe()
              + " of "
              + type.descr()
              + ", found "
              + available);
    }
  }

  private static byte[] bytes(FileChannel channel, int count, Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new NpyException(file + ": expected an .npy file, found one that ends in its header");
      }
    }
    return buffer.array();
  }
}
