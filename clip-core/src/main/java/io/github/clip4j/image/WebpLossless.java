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
 * Decodes lossless WebP images with TwelveMonkeys' reader, which is not registered with ImageIO.
 */
final class WebpLossless {
  private WebpLossless() {}

  /** RGBA, {@code [height][width][4]}, from the body of a VP8L chunk. */
  static byte[] decode(byte[] data, int from, int size, int width, int height) {
    ImageReader reader = null;
    try (MemoryCacheImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file(data, from, size)))) {
      reader = new WebPImageReaderSpi().createReaderInstance(null);
      reader.setInput(input, true, true);
      Raster raster = reader.read(0).getRaster();
      if (raster.getWidth() != width || raster.getHeight() != height) {
        throw new ImageException("damaged WebP: its sizes contradict each other");
      }
      return rgba(raster);
    } catch (IOException e) {
      throw new ImageException("damaged or truncated WebP", e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  /** A file with no chunk but the image. */
  private static byte[] file(byte[] data, int from, int size) {
    int padded = size + (size & 1);
    ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(size);
    file.put(data, from, size);
    return file.array();
  }

  private static byte[] rgba(Raster raster) {
    int width = raster.getWidth();
    int bands = raster.getNumBands();
    byte[] rgba = new byte[width * raster.getHeight() * 4];
    int[] row = new int[width * bands];
    for (int y = 0, q = 0; y < raster.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++, q += 4) {
        for (int band = 0; band < 4; band++) {
          rgba[q + band] = (byte) (band < bands ? row[x * bands + band] : 255);
        }
      }
    }
    return rgba;
  }
}
