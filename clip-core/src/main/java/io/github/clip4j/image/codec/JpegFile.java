package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads JPEG with the JDK's reader, but with libjpeg's choice of colours and Pillow's of modes.
 *
 * <p>The reader has opinions of its own on metadata, profiles and colour spaces. It is therefore
 * given a stream whose application segments are replaced by the one marker that says what libjpeg
 * would conclude from them.
 */
final class JpegFile {
  private static final int SOF0 = 0xc0;
  private static final int DHT = 0xc4;
  private static final int JPG = 0xc8;
  private static final int DAC = 0xcc;
  private static final int SOF15 = 0xcf;
  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COM = 0xfe;

  private static final byte[] JFIF_SEGMENT = {
    (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final byte[] ADOBE_UNCONVERTED_SEGMENT = {
    (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /** How the components are to be understood. */
  enum Colors {
    GREY,
    YCC,
    RGB,
    CMYK,
    YCCK
  }

  private final byte[] data;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int components;
  private int componentIds;
  private boolean halvesRowsOnly;
  private boolean jfif;
  private int adobeTransform = -1;
  private int orientation = 1;
  private int scanStart;

  private JpegFile(byte[] data) {
    this.data = data;
  }

  static Pixels read(byte[] data, SizeLimit limit) {
    JpegFile file = new JpegFile(data);
    file.readHeaders(limit);
    Colors colors = file.colors();
    Pixels pixels = file.decode(colors);
    if (colors == Colors.CMYK || colors == Colors.YCCK) {
      // Pillow takes every CMYK JPEG for one of Adobe's, which are inverted.
      invert(pixels.bytes());
    }
    return pixels.withOrientation(file.orientation);
  }

  /** Reads the JPEG inside of a TIFF, whose tags say what the components are. */
  static Pixels read(byte[] data, SizeLimit limit, Colors colors) {
    JpegFile file = new JpegFile(data);
    file.readHeaders(limit);
    return file.decode(colors);
  }

  private void readHeaders(SizeLimit limit) {
    int position = 2;
    while (true) {
      // Anything but a marker is skipped, as libjpeg does.
      while (position + 1 < data.length
          && (data[position] != -1 || data[position + 1] == 0 || data[position + 1] == -1)) {
        position++;
      }
      if (position + 3 >= data.length) {
        throw truncated();
      }
      int marker = data[position + 1] & 255;
      if (marker == EOI) {
        throw new ImageException("damaged JPEG: it ends before the image data");
      }
      if (isBare(marker)) {
        position += 2;
        continue;
      }
      int length = u16(position + 2);
      int body = position + 4;
      if (length < 2 || position + 2 + length > data.length) {
        throw truncated();
      }
      readSegment(marker, body, length - 2, limit);
      if (!isApplication(marker)) {
        kept.write(data, position, 2 + length);
      }
      position += 2 + length;
      if (marker == SOS) {
        scanStart = position;
        break;
      }
    }
    if (components == 0) {
      throw new ImageException("damaged JPEG: image data without a frame header");
    }
  }

  private static boolean isBare(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= SOI);
  }

  private static boolean isApplication(int marker) {
    return (marker >= APP0 && marker <= APP15) || marker == COM;
  }

  private void readSegment(int marker, int body, int length, SizeLimit limit) {
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
      readFrame(body, length, limit);
    } else if (marker == APP0 && length >= 14 && hasText(body, "JFIF\0")) {
      jfif = true;
    } else if (marker == APP14 && length >= 12 && hasText(body, "Adobe")) {
      adobeTransform = data[body + 11] & 255;
    } else if (marker == APP1 && length > 6 && hasText(body, "Exif\0\0")) {
      orientation = Orientation.of(data, body + 6, length - 6);
    }
  }

  private void readFrame(int body, int length, SizeLimit limit) {
    if (length < 6) {
      throw truncated();
    }
    if (data[body] != 8) {
      throw new ImageException("JPEG with " + data[body] + " bits a sample is not read");
    }
    components = data[body + 5] & 255;
    if (components != 1 && components != 3 && components != 4) {
      throw new ImageException("JPEG with " + components + " components is not read");
    }
    if (length < 6 + 3 * components) {
      throw truncated();
    }
    height = u16(body + 1);
    width = u16(body + 3);
    limit.check(width, height, Math.max(3, components));
    // Sampling 4:4:0: chroma has all columns, and half the rows.
    halvesRowsOnly =
        components == 3
            && data[body + 7] == 0x12
            && data[body + 10] == 0x11
            && data[body + 13] == 0x11;
    componentIds = 0;
    for (int i = 0; i < Math.min(components, 3); i++) {
      componentIds = componentIds << 8 | (data[body + 6 + 3 * i] & 255);
    }
  }

  /** What the components are: default_decompress_parms of libjpeg's jdapimin.c. */
  private Colors colors() {
    if (components == 1) {
      return Colors.GREY;
    }
    if (components == 4) {
      return adobeTransform <= 0 ? Colors.CMYK : Colors.YCCK;
    }
    if (jfif) {
      return Colors.YCC;
    }
    if (adobeTransform >= 0) {
      return adobeTransform == 0 ? Colors.RGB : Colors.YCC;
    }
    return componentIds == ('R' << 16 | 'G' << 8 | 'B') ? Colors.RGB : Colors.YCC;
  }

  private Pixels decode(Colors colors) {
    boolean converts = colors == Colors.YCC || colors == Colors.GREY;
    byte[] marker = converts ? JFIF_SEGMENT : ADOBE_UNCONVERTED_SEGMENT;
    JpegInput input = new JpegInput(marker, kept.toByteArray(), data, scanStart);
    JdkJpegReader reader = new JdkJpegReader(input, width, height);
    return switch (colors) {
      case GREY -> Pixels.of(Mode.L, width, height, reader.raster(1));
      case YCC, RGB ->
          Pixels.of(Mode.RGB, width, height, halvesRowsOnly ? halfRows(reader) : reader.rgb());
      case CMYK -> Pixels.of(Mode.CMYK, width, height, reader.raster(4));
      case YCCK -> Pixels.of(Mode.CMYK, width, height, YccConversion.toCmyk(reader.raster(4)));
    };
  }

  private byte[] halfRows(JdkJpegReader reader) {
    byte[] samples = reader.raster(3);
    VerticalUpsampling.complete(samples, width, height);
    return YccConversion.toRgb(samples, 3);
  }

  private static void invert(byte[] samples) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) ~samples[i];
    }
  }

  private boolean hasText(int at, String text) {
    byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < expected.length; i++) {
      if (data[at + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private int u16(int at) {
    return (data[at] & 255) << 8 | (data[at + 1] & 255);
  }

  static ImageException truncated() {
    return new ImageException("truncated JPEG: the file ends before the image does");
  }
}
