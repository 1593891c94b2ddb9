package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.jpeg.JpegBuffers;
import io.github.clip4j.image.codec.jpeg.JpegPicture;
import io.github.clip4j.image.codec.jpeg.Segments;
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

  /** Only the part that the rule names needs to be right. */
  static Pixels read(byte[] data, DecodeAllowance allowance, Part.Rule rule, JpegBuffers buffers) {
    JpegFile file = new JpegFile(data);
    file.readHeaders(allowance);
    Colors colors = file.colors();
    // Pillow takes every CMYK JPEG for one of Adobe's, which are inverted.
    boolean inverted = colors == Colors.CMYK || colors == Colors.YCCK;
    Part part = rule.of(file.width, file.height);
    return file.decode(colors, inverted, allowance, part, buffers)
        .withOrientation(file.orientation);
  }

  /** Reads the JPEG inside of a TIFF, whose tags say what the components are. */
  static Pixels read(byte[] data, DecodeAllowance allowance, Colors colors) {
    JpegFile file = new JpegFile(data);
    file.readHeaders(allowance);
    Part whole = Part.Rule.WHOLE.of(file.width, file.height);
    return file.decode(colors, false, allowance, whole, new JpegBuffers());
  }

  private void readHeaders(DecodeAllowance allowance) {
    Segments segments = new Segments(data, 2);
    int marker;
    do {
      marker = segments.next();
      if (marker == Segments.EOI) {
        throw new ImageException("damaged JPEG: it ends before the image data");
      }
      readSegment(marker, segments.body(), segments.end() - segments.body(), allowance);
      if (!isApplication(marker)) {
        kept.write(data, segments.start(), segments.end() - segments.start());
      }
    } while (marker != Segments.SOS);
    scanStart = segments.end();
    if (components == 0) {
      throw new ImageException("damaged JPEG: image data without a frame header");
    }
  }

  private static boolean isApplication(int marker) {
    return (marker >= APP0 && marker <= APP15) || marker == COM;
  }

  private void readSegment(int marker, int body, int length, DecodeAllowance allowance) {
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
      readFrame(body, length, allowance);
    } else if (marker == APP0 && length >= 14 && hasText(body, "JFIF\0")) {
      jfif = true;
    } else if (marker == APP14 && length >= 12 && hasText(body, "Adobe")) {
      adobeTransform = data[body + 11] & 255;
    } else if (marker == APP1 && length > 6 && hasText(body, "Exif\0\0")) {
      orientation = Orientation.of(data, body + 6, length - 6);
    }
  }

  private void readFrame(int body, int length, DecodeAllowance allowance) {
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
    allowance.check(width, height, Math.max(3, components));
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

  private Pixels decode(
      Colors colors, boolean inverted, DecodeAllowance allowance, Part part, JpegBuffers buffers) {
    JpegPicture picture = JpegPicture.open(data);
    if (picture != null) {
      allowance.check(width, height, Math.max(Math.max(3, components), picture.bytesPerPixel()));
      int encoded = data.length - scanStart;
      allowance.checkLength(picture.promisedSamples(), encoded, picture.samplesPerByte(), "JPEG");
      picture.decode(
          part.left(), part.top(), part.right(), part.bottom(), buffers, allowance::checkTime);
      if (picture.isComplete()) {
        return Pixels.of(mode(colors), width, height, new JpegRows(picture, colors, inverted));
      }
    }
    byte[] samples = decodeByTheJdk(colors);
    if (inverted) {
      invert(samples);
    }
    return Pixels.of(mode(colors), width, height, samples);
  }

  private static Mode mode(Colors colors) {
    return switch (colors) {
      case GREY -> Mode.L;
      case YCC, RGB -> Mode.RGB;
      case CMYK, YCCK -> Mode.CMYK;
    };
  }

  private byte[] decodeByTheJdk(Colors colors) {
    boolean converts = colors == Colors.YCC || colors == Colors.GREY;
    byte[] marker = converts ? JFIF_SEGMENT : ADOBE_UNCONVERTED_SEGMENT;
    JpegInput input = new JpegInput(marker, kept.toByteArray(), data, scanStart);
    JdkJpegReader reader = new JdkJpegReader(input, width, height);
    return switch (colors) {
      case GREY -> reader.raster(1);
      case YCC, RGB -> halvesRowsOnly ? halfRows(reader) : reader.rgb();
      case CMYK -> reader.raster(4);
      case YCCK -> YccConversion.toCmyk(reader.raster(4));
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
