package io.github.clip4j.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.github.clip4j.error.ImageException;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads the first frame of a WebP on its canvas with TwelveMonkeys' reader.
 *
 * <p>The reader gets a file of that frame alone: it then has no animation to compose, and no
 * profile or metadata to look at.
 */
final class WebpFile {
  private static final int ALPHA_FLAG = 0x10;
  private static final int ANIMATION_FLAG = 0x02;

  private final byte[] data;
  private final ByteBuffer buffer;
  private final SizeLimit limit;
  private int canvasWidth;
  private int canvasHeight;
  private int left;
  private int top;
  private boolean extended;
  private boolean animated;
  private boolean alpha;
  private int orientation = 1;
  private int image = -1;
  private int alphaChunk = -1;

  private WebpFile(byte[] data, SizeLimit limit) {
    this.data = data;
    this.buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.limit = limit;
  }

  static Pixels read(byte[] data, SizeLimit limit) {
    WebpFile file = new WebpFile(data, limit);
    try {
      file.readChunks();
      return file.readFrame();
    } catch (IndexOutOfBoundsException e) {
      throw truncated();
    }
  }

  private void readChunks() {
    long end = Math.min(data.length, 8 + (buffer.getInt(4) & 0xffffffffL));
    if (8 + (buffer.getInt(4) & 0xffffffffL) > data.length) {
      throw truncated();
    }
    int position = 12;
    while (position + 8 <= end) {
      String type = type(position);
      int size = size(position);
      int body = position + 8;
      switch (type) {
        case "VP8X" -> readExtendedHeader(body);
        case "ANMF" -> {
          if (image < 0) {
            left = 2 * u24(body);
            top = 2 * u24(body + 3);
            readFrameChunks(body + 16, body + size);
          }
        }
        case "ALPH", "VP8 ", "VP8L" -> note(type, position);
        case "EXIF" -> readExif(body, size);
        default -> {}
      }
      position = body + size + (size & 1);
    }
    if (image < 0) {
      throw new ImageException("damaged WebP: it holds no image");
    }
  }

  private void readFrameChunks(int from, int end) {
    int position = from;
    while (position + 8 <= end) {
      note(type(position), position);
      position += 8 + size(position) + (size(position) & 1);
    }
  }

  private void note(String type, int position) {
    if (image >= 0) {
      return;
    }
    if (type.equals("ALPH")) {
      alphaChunk = position;
    } else if (type.equals("VP8 ") || type.equals("VP8L")) {
      image = position;
    }
  }

  private void readExtendedHeader(int body) {
    extended = true;
    int flags = data[body];
    alpha = (flags & ALPHA_FLAG) != 0;
    animated = (flags & ANIMATION_FLAG) != 0;
    canvasWidth = u24(body + 4) + 1;
    canvasHeight = u24(body + 7) + 1;
  }

  private void readExif(int body, int size) {
    boolean prefixed = size > 6 && type(body).equals("Exif");
    orientation = Orientation.of(data, prefixed ? body + 6 : body, prefixed ? size - 6 : size);
  }

  private Pixels readFrame() {
    boolean lossless = type(image).equals("VP8L");
    int body = image + 8;
    int width;
    int height;
    if (lossless) {
      int bits = buffer.getInt(body + 1);
      width = (bits & 0x3fff) + 1;
      height = (bits >> 14 & 0x3fff) + 1;
      alpha = animated ? alpha : (bits >> 28 & 1) != 0;
    } else {
      width = buffer.getShort(body + 6) & 0x3fff;
      height = buffer.getShort(body + 8) & 0x3fff;
      alpha = animated ? alpha : alpha || alphaChunk >= 0;
    }
    if (!extended) {
      canvasWidth = width;
      canvasHeight = height;
    }
    limit.check(width, height, 4);
    limit.check(canvasWidth, canvasHeight, 4);
    if (left + width > canvasWidth || top + height > canvasHeight) {
      throw new ImageException("damaged WebP: its frame is larger than its canvas");
    }
    Raster frame = decode(still(lossless, width, height), width, height);
    return compose(frame, width, height).withOrientation(orientation);
  }

  private Pixels compose(Raster frame, int width, int height) {
    int bands = alpha ? 4 : 3;
    byte[] canvas = new byte[canvasWidth * canvasHeight * bands];
    int[] row = new int[width * frame.getNumBands()];
    for (int y = 0; y < height; y++) {
      frame.getPixels(0, y, width, 1, row);
      int p = ((top + y) * canvasWidth + left) * bands;
      for (int x = 0; x < width; x++, p += bands) {
        for (int band = 0; band < bands; band++) {
          boolean stored = band < frame.getNumBands();
          canvas[p + band] = (byte) (stored ? row[x * frame.getNumBands() + band] : 255);
        }
      }
    }
    return Pixels.of(alpha ? Mode.RGBA : Mode.RGB, canvasWidth, canvasHeight, canvas);
  }

  /** A file of the frame alone. */
  private byte[] still(boolean lossless, int width, int height) {
    boolean withAlpha = !lossless && alphaChunk >= 0;
    int imageSize = 8 + size(image) + (size(image) & 1);
    int alphaSize = withAlpha ? 8 + size(alphaChunk) + (size(alphaChunk) & 1) : 0;
    ByteBuffer file =
        ByteBuffer.allocate(12 + (withAlpha ? 18 + alphaSize : 0) + imageSize)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBP"));
    if (withAlpha) {
      file.put(ascii("VP8X")).putInt(10).putInt(ALPHA_FLAG);
      file.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
      file.put(data, alphaChunk, Math.min(alphaSize, data.length - alphaChunk));
    }
    file.put(data, image, Math.min(imageSize, data.length - image));
    return file.array();
  }

  private static Raster decode(byte[] file, int width, int height) {
    ImageReader reader = null;
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader = new WebPImageReaderSpi().createReaderInstance(null);
      reader.setInput(input, true, true);
      Raster raster = reader.read(0).getRaster();
      if (raster.getWidth() != width || raster.getHeight() != height) {
        throw new ImageException("damaged WebP: its sizes contradict each other");
      }
      return raster;
    } catch (IOException e) {
      throw new ImageException("damaged or truncated WebP: " + e.getMessage(), e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  private String type(int at) {
    return new String(data, at, 4, StandardCharsets.ISO_8859_1);
  }

  /** The size of a chunk, which must be in the file. */
  private int size(int at) {
    int size = buffer.getInt(at + 4);
    if (size < 0 || size > data.length - at - 8) {
      throw truncated();
    }
    return size;
  }

  private int u24(int at) {
    return (buffer.getShort(at) & 0xffff) | (data[at + 2] & 255) << 16;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ImageException truncated() {
    return new ImageException("truncated WebP: the file ends before the image does");
  }
}
