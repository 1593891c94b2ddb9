package io.github.clip4j.image.codec;

import io.github.clip4j.error.ImageException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.jspecify.annotations.Nullable;

/** One reading by the JDK's own JPEG reader, whatever other readers are registered. */
final class JdkJpegReader {
  private static final String PROVIDER = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";

  private final JpegInput input;
  private final int width;
  private final int height;

  JdkJpegReader(JpegInput input, int width, int height) {
    this.input = input;
    this.width = width;
    this.height = height;
  }

  private interface Reading {
    Raster read(ImageReader reader, ImageReadParam param) throws IOException;
  }

  /** The components as they are stored, but for upsampling: {@code [height][width][components]}. */
  byte[] raster(int components) {
    Raster raster = read((reader, param) -> reader.readRaster(0, param));
    if (raster.getNumBands() != components) {
      throw new ImageException(
          "damaged JPEG: " + raster.getNumBands() + " components, its header has " + components);
    }
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    if (samples.length == width * height * components) {
      return samples;
    }
    return (byte[])
        raster.getDataElements(0, 0, width, height, new byte[width * height * components]);
  }

  /** RGB, converted by libjpeg where the stream's marker says that it is not RGB already. */
  byte[] rgb() {
    // An RGB-ordered destination is the fast way: no bytes are swapped, no colours managed.
    byte[] samples = new byte[width * height * 3];
    WritableRaster target =
        Raster.createInterleavedRaster(
            new DataBufferByte(samples, samples.length),
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            null);
    BufferedImage image = new BufferedImage(Srgb.MODEL, target, false, null);
    read(
        (reader, param) -> {
          param.setDestination(image);
          return reader.read(0, param).getRaster();
        });
    return samples;
  }

  private Raster read(Reading reading) {
    ImageReader reader = null;
    try {
      reader = Provider.SPI.createReaderInstance();
      reader.setInput(input, true, true);
      @Nullable String[] damage = new @Nullable String[1];
      reader.addIIOReadWarningListener((source, warning) -> damage[0] = corruption(warning));
      ImageReadParam param = reader.getDefaultReadParam();
      Raster raster = reading.read(reader, param);
      if (input.isExhausted()) {
        throw JpegFile.truncated();
      }
      if (damage[0] != null) {
        throw new ImageException("damaged JPEG: " + damage[0]);
      }
      return raster;
    } catch (IOException | RuntimeException e) {
      if (e instanceof ImageException known) {
        throw known;
      }
      if (input.isExhausted()) {
        throw JpegFile.truncated();
      }
      throw new ImageException("damaged JPEG: " + e.getMessage(), e);
    } finally {
      if (reader != null) {
        reader.dispose();
      }
    }
  }

  /**
   * What libjpeg would go on from with pixels of its own making, which differ between its versions;
   * bytes between the segments do no harm.
   */
  private static @Nullable String corruption(String warning) {
    return warning.contains("extraneous bytes") ? null : warning;
  }

  private static final class Srgb {
    static final ColorModel MODEL =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            ColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
  }

  private static final class Provider {
    static final ImageReaderSpi SPI = find();

    private static ImageReaderSpi find() {
      Iterator<ImageReaderSpi> providers =
          IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
      while (providers.hasNext()) {
        ImageReaderSpi provider = providers.next();
        if (provider.getClass().getName().equals(PROVIDER)) {
          return provider;
        }
      }
      throw new ImageException("this Java run-time has no JPEG reader (" + PROVIDER + ")");
    }
  }
}
