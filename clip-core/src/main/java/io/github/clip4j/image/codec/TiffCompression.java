package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The lossless compressions of TIFF. */
final class TiffCompression {
  /** Deflate copies at most 258 bytes with two bits. */
  static final int MOST_PER_DEFLATED_BYTE = 258 * 4;

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int MAX_BITS = 12;

  private TiffCompression() {}

  /** As many bytes as one stored byte can become, or more. */
  static int mostPerByte(int compression) {
    return switch (compression) {
      case 1 -> 1;
      case 5 -> 4096; // a code of nine bits or more stands for less than 4096 bytes
      case 32773 -> 64; // two bytes become at most 128
      default -> MOST_PER_DEFLATED_BYTE;
    };
  }

  /** Exactly {@code length} bytes. */
  static byte[] expand(int compression, byte[] stored, int length) {
    return switch (compression) {
      case 1 -> unchanged(stored, length);
      case 5 -> lzw(stored, length);
      case 8, 32946 -> inflate(stored, length);
      case 32773 -> packBits(stored, length);
      default ->
          throw new ImageException(
              "TIFF with compression "
                  + compression
                  + " is not read; expected none, LZW, deflate, PackBits or JPEG");
    };
  }

  private static byte[] unchanged(byte[] stored, int length) {
    if (stored.length < length) {
      throw truncated();
    }
    return stored;
  }

  private static byte[] inflate(byte[] stored, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stored);
      byte[] result = new byte[length];
      int filled = 0;
      while (filled < length) {
        int n = inflater.inflate(result, filled, length - filled);
        if (n == 0) {
          throw truncated();
        }
        filled += n;
      }
      return result;
    } catch (DataFormatException e) {
      throw new ImageException("damaged TIFF: the compressed image data is invalid", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] packBits(byte[] stored, int length) {
    byte[] result = new byte[length];
    int position = 0;
    int filled = 0;
    while (filled < length) {
      if (position >= stored.length) {
        throw truncated();
      }
      int code = stored[position++];
      if (code >= 0) {
        int n = Math.min(code + 1, length - filled);
        if (position + n > stored.length) {
          throw truncated();
        }
        System.arraycopy(stored, position, result, filled, n);
        position += code + 1;
        filled += n;
      } else if (code != -128) {
        if (position >= stored.length) {
          throw truncated();
        }
        int end = Math.min(length, filled + 1 - code);
        Arrays.fill(result, filled, end, stored[position++]);
        filled = end;
      }
    }
    return result;
  }

  /** Codes of growing length, most significant bit first, that grow one code early. */
  private static byte[] lzw(byte[] stored, int length) {
    byte[] result = new byte[length];
    // A code's string is where it was first written: its start, and its length.
    int[] starts = new int[1 << MAX_BITS];
    int[] lengths = new int[1 << MAX_BITS];
    int filled = 0;
    int bit = 0;
    int size = 9;
    int next = END + 1;
    int previousStart = -1;
    int previousLength = 0;
    while (filled < length) {
      if (bit + size > stored.length * 8L) {
        throw truncated();
      }
      int code = bits(stored, bit, size);
      bit += size;
      if (code == END) {
        throw truncated();
      }
      if (code == CLEAR) {
        size = 9;
        next = END + 1;
        previousStart = -1;
        continue;
      }
      int start = filled;
      int written;
      if (code < CLEAR) {
        result[filled] = (byte) code;
        written = 1;
      } else {
        boolean known = code < next;
        if (previousStart < 0 || (!known && code != next)) {
          throw new ImageException("damaged TIFF: an invalid code in its LZW data");
        }
        int from = known ? starts[code] : previousStart;
        written = known ? lengths[code] : previousLength + 1;
        for (int i = 0; i < written && filled + i < length; i++) {
          result[filled + i] = result[from + i];
        }
      }
      filled += written;
      if (previousStart >= 0 && next < 1 << MAX_BITS) {
        starts[next] = previousStart;
        lengths[next] = previousLength + 1;
        next++;
      }
      if (next >= (1 << size) - 1 && size < MAX_BITS) {
        size++;
      }
      previousStart = start;
      previousLength = written;
    }
    return result;
  }

  private static int bits(byte[] data, int bit, int size) {
    int value = 0;
    for (int i = bit >> 3; i <= (bit + size - 1) >> 3; i++) {
      value = value << 8 | (data[i] & 255);
    }
    int unused = 7 - ((bit + size - 1) & 7);
    return value >> unused & ((1 << size) - 1);
  }

  /** Undoes a predictor: 2 is the difference to the sample on the left, 3 its form for floats. */
  static void undoDifferences(
      byte[] bytes, int rows, TiffLayout layout, int predictor, ByteOrder order) {
    if (predictor == 3) {
      throw new ImageException("TIFF with the floating-point predictor is not read");
    }
    int rowBytes = bytes.length / rows;
    int samples = layout.samplesTogether();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    for (int row = 0; row < bytes.length; row += rowBytes) {
      switch (layout.bits()) {
        case 8 -> {
          for (int i = row + samples; i < row + rowBytes; i++) {
            bytes[i] += bytes[i - samples];
          }
        }
        case 16 -> {
          for (int i = row + 2 * samples; i < row + rowBytes; i += 2) {
            buffer.putShort(i, (short) (buffer.getShort(i) + buffer.getShort(i - 2 * samples)));
          }
        }
        case 32 -> {
          for (int i = row + 4 * samples; i < row + rowBytes; i += 4) {
            buffer.putInt(i, buffer.getInt(i) + buffer.getInt(i - 4 * samples));
          }
        }
        default ->
            throw new ImageException(
                "damaged TIFF: differences between samples of " + layout.bits() + " bits");
      }
    }
  }

  private static ImageException truncated() {
    return new ImageException("truncated TIFF: the image data ends early");
  }
}
