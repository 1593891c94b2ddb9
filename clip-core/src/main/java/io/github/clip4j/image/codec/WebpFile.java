package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.vp8.Vp8Frame;
import io.github.clip4j.image.codec.vp8.Vp8lImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a WebP, of an animation the first frame on its canvas. */
final class WebpFile {
  private static final int ALPHA_FLAG = 0x10;
  private static final int ANIMATION_FLAG = 0x02;

  private final byte[] data;
  private final ByteBuffer buffer;
  private final DecodeAllowance allowance;
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

  private WebpFile(byte[] data, DecodeAllowance allowance) {
    this.data = data;
    this.buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    this.allowance = allowance;
  }

  static Pixels read(byte[] data, DecodeAllowance allowance) {
    WebpFile file = new WebpFile(data, allowance);
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
    allowance.check(width, height, 4);
    allowance.check(canvasWidth, canvasHeight, 4);
    if (left + width > canvasWidth || top + height > canvasHeight) {
      throw new ImageException("damaged WebP: its frame is larger than its canvas");
    }
    byte[] frame = new byte[width * height * bands()];
    int end = body + size(image);
    if (lossless) {
      putPixels(Vp8lImage.decode(data, body, end, width, height), frame);
    } else {
      putColors(Vp8Frame.decode(data, body, end), frame);
      putAlpha(frame, width, height);
    }
    Mode mode = alpha ? Mode.RGBA : Mode.RGB;
    byte[] canvas = onCanvas(frame, width, height);
    return Pixels.of(mode, canvasWidth, canvasHeight, canvas).withOrientation(orientation);
  }

  private int bands() {
    return alpha ? 4 : 3;
  }

  private void putPixels(int[] argb, byte[] frame) {
    int bands = bands();
    for (int i = 0, q = 0; i < argb.length; i++, q += bands) {
      frame[q] = (byte) (argb[i] >> 16);
      frame[q + 1] = (byte) (argb[i] >> 8);
      frame[q + 2] = (byte) argb[i];
      if (alpha) {
        frame[q + 3] = (byte) (argb[i] >> 24);
      }
    }
  }

  private void putColors(byte[] rgb, byte[] frame) {
    int bands = bands();
    for (int p = 0, q = 0; p < rgb.length; p += 3, q += bands) {
      System.arraycopy(rgb, p, frame, q, 3);
    }
  }

  private void putAlpha(byte[] frame, int width, int height) {
    if (!alpha) {
      return;
    }
    byte[] plane = new byte[width * height];
    if (alphaChunk < 0) {
      Arrays.fill(plane, (byte) 255);
    } else {
      plane = WebpAlpha.decode(data, alphaChunk + 8, size(alphaChunk), width, height);
    }
    for (int i = 0; i < plane.length; i++) {
      frame[4 * i + 3] = plane[i];
    }
  }

  private byte[] onCanvas(byte[] frame, int width, int height) {
    if (width == canvasWidth && height == canvasHeight) {
      return frame;
    }
    int bands = bands();
    byte[] canvas = new byte[canvasWidth * canvasHeight * bands];
    for (int y = 0; y < height; y++) {
      System.arraycopy(
          frame,
          y * width * bands,
          canvas,
          ((top + y) * canvasWidth + left) * bands,
          width * bands);
    }
    return canvas;
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

  static ImageException truncated() {
    return new ImageException("truncated WebP: the file ends before the image does");
  }
}
