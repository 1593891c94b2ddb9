package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.SizeLimit;
import java.nio.FloatBuffer;

/**
 * Carries out an {@link ImagePreprocessing}: from image sources to the tensor that a model is fed.
 * One preprocessor may be used by many threads.
 */
public final class ImagePreprocessor {
  private final ImagePreprocessing preprocessing;
  private final ImageDecoder decoder;
  private final Resampler resampler = new Resampler();
  private final float[][] normalized;

  private ImagePreprocessor(ImagePreprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.decoder =
        ImageDecoder.standard()
            .exifOrientation(preprocessing.exifOrientation())
            .limits(preprocessing.limits());
    this.normalized = lookUpTables(preprocessing);
  }

  /**
   * A preprocessor for these settings.
   *
   * @param preprocessing what to do to an image
   * @return the preprocessor
   */
  public static ImagePreprocessor of(ImagePreprocessing preprocessing) {
    return new ImagePreprocessor(preprocessing);
  }

  /** {@return the settings} */
  public ImagePreprocessing preprocessing() {
    return preprocessing;
  }

  /** {@return the rows of the result} */
  public int height() {
    return preprocessing.height();
  }

  /** {@return the columns of the result} */
  public int width() {
    return preprocessing.width();
  }

  /**
   * Reads an image and writes {@code [3, height, width]} normalised values from the buffer's
   * position on, which moves behind them. With a direct buffer in native order nothing is copied on
   * the way to ONNX Runtime.
   *
   * @param source the image
   * @param slot where to write, from its position on
   * @throws ImageException if the image cannot be read; the buffer is then as it was
   * @throws IllegalArgumentException if the buffer has too little room
   */
  public void preprocess(ImageSource source, FloatBuffer slot) {
    int count = 3 * height() * width();
    if (slot.remaining() < count) {
      throw new IllegalArgumentException(
          "expected room for " + count + " floats, got " + slot.remaining());
    }
    byte[] rgb = resizedAndCropped(source).bytes();
    float[] row = new float[width()];
    for (int channel = 0; channel < 3; channel++) {
      float[] table = normalized[channel];
      for (int y = 0, p = channel; y < height(); y++) {
        for (int x = 0; x < row.length; x++, p += 3) {
          row[x] = table[rgb[p] & 255];
        }
        slot.put(row);
      }
    }
  }

  /**
   * Reads an image and gives its pixels as they are before normalisation: resized, cropped, RGB.
   *
   * @param source the image
   * @return the image
   * @throws ImageException if the image cannot be read
   */
  public RgbImage resizedAndCropped(ImageSource source) {
    try (SizeLimit limit = decoder.begin()) {
      return resizedAndCropped(decoder.read(source, limit));
    }
  }

  private RgbImage resizedAndCropped(Pixels decoded) {
    Pixels image = decoded;
    try {
      boolean resizesFirst =
          preprocessing.order() == TransformOrder.OPEN_CLIP
              && !(preprocessing.transparency() == Transparency.WHITE && image.isTransparent());
      if (!resizesFirst) {
        RgbImage rgb = ImageDecoder.toRgb(image, preprocessing.transparency());
        image = Pixels.of(Mode.RGB, rgb.width(), rgb.height(), rgb.bytes());
      }
      return RgbConversion.dropping(transform(image));
    } catch (ArithmeticException | OutOfMemoryError e) {
      throw new ImageException(
          "not enough memory to resize " + image.width() + " x " + image.height() + " pixels", e);
    }
  }

  private Pixels transform(Pixels image) {
    Placement placement =
        Placement.of(
            preprocessing.geometry(), preprocessing.order(), image.width(), image.height());
    Pixels resized =
        resampler.resize(
            image,
            placement.width(),
            placement.height(),
            preprocessing.interpolation(),
            placement.window());
    return placement.isPadded()
        ? Padding.around(resized, placement, height(), width(), preprocessing.geometry().fill())
        : resized;
  }

  /**
   * Byte to float as transformers does it: times the factor in double, rounded to float, then minus
   * the mean and over the deviation in float.
   */
  private static float[][] lookUpTables(ImagePreprocessing preprocessing) {
    float[] mean = preprocessing.mean();
    float[] std = preprocessing.std();
    float[][] tables = new float[3][256];
    for (int channel = 0; channel < 3; channel++) {
      for (int value = 0; value < 256; value++) {
        float rescaled = (float) (value * preprocessing.rescaleFactor());
        tables[channel][value] = (rescaled - mean[channel]) / std[channel];
      }
    }
    return tables;
  }
}
