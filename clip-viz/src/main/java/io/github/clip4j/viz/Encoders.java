package io.github.clip4j.viz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * The JDK's own PNG and JPEG writers, whatever other ones lie on the class path, without the
 * temporary files of {@link ImageIO#write}.
 */
final class Encoders {
  private Encoders() {}

  static void png(BufferedImage image, OutputStream out) throws IOException {
    write("png", image, Float.NaN, out);
  }

  /**
   * The bytes of a JPEG.
   *
   * @param quality from 0 to 1
   */
  static byte[] jpeg(BufferedImage image, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write("jpeg", image, quality, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(String format, BufferedImage image, float quality, OutputStream out)
      throws IOException {
    ImageWriter writer = writer(format);
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (!Float.isNaN(quality)) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(quality);
      }
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  private static ImageWriter writer(String format) {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
        return writer;
      }
      writer.dispose();
    }
    throw new IllegalStateException("this Java runtime has no " + format + " writer");
  }
}
