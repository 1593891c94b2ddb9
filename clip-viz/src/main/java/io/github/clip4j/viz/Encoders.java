package io.github.clip4j.viz;

import io.github.clip4j.image.RgbImage;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
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
  static byte[] jpeg(RgbImage image, float quality) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write("jpeg", interleaved(image), quality, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** With bytes in the order of the writer's own, which it copies row by row. */
  private static BufferedImage interleaved(RgbImage image) {
    byte[] rgb = image.toBytes();
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            image.width(),
            image.height(),
            3 * image.width(),
            3,
            new int[] {0, 1, 2},
            null);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
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
