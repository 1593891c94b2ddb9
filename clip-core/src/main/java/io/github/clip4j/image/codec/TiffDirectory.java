package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** The tags of the first image in a TIFF file. */
final class TiffDirectory {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_SIZES = 279;
  static final int PLANAR = 284;
  static final int PREDICTOR = 317;
  static final int COLOR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_SIZES = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;

  private final ByteBuffer buffer;
  private final Map<Integer, Values> tags = new HashMap<>();

  /**
   * Where the values of a tag are; they are read when somebody asks for them.
   *
   * @param size bytes of each
   */
  private record Values(int at, int count, int size) {}

  TiffDirectory(byte[] data) {
    buffer = ByteBuffer.wrap(data);
    buffer.order(data[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = buffer.getInt(4);
    int entries = buffer.getShort(at) & 0xffff;
    for (int i = 0; i < entries; i++) {
      read(at + 2 + 12 * i);
    }
  }

  private void read(int entry) {
    int tag = buffer.getShort(entry) & 0xffff;
    int type = buffer.getShort(entry + 2);
    int size =
        switch (type) {
          case 1, 7 -> 1;
          case 3 -> 2;
          case 4 -> 4;
          default -> 0;
        };
    long count = buffer.getInt(entry + 4) & 0xffffffffL;
    if (size == 0) {
      return;
    }
    int at = count * size <= 4 ? entry + 8 : buffer.getInt(entry + 8);
    if (at < 0 || at + count * size > buffer.capacity()) {
      throw new ImageException("truncated TIFF: the values of tag " + tag + " are missing");
    }
    tags.put(tag, new Values(at, (int) count, size));
  }

  private long read(Values values, int index) {
    int at = values.at + values.size * index;
    return switch (values.size) {
      case 1 -> buffer.get(at) & 0xffL;
      case 2 -> buffer.getShort(at) & 0xffffL;
      default -> buffer.getInt(at) & 0xffffffffL;
    };
  }

  boolean has(int tag) {
    return tags.containsKey(tag);
  }

  long value(int tag, long otherwise) {
    Values values = tags.get(tag);
    return values == null || values.count == 0 ? otherwise : read(values, 0);
  }

  int number(int tag, int otherwise) {
    long value = value(tag, otherwise);
    if (value > Integer.MAX_VALUE) {
      throw new ImageException("damaged TIFF: tag " + tag + " is " + value);
    }
    return (int) value;
  }

  long[] values(int tag) {
    Values values = tags.get(tag);
    if (values == null) {
      return new long[0];
    }
    long[] read = new long[values.count];
    for (int i = 0; i < read.length; i++) {
      read[i] = read(values, i);
    }
    return read;
  }

  byte[] bytes(int tag) {
    long[] values = values(tag);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  ByteOrder order() {
    return buffer.order();
  }
}
