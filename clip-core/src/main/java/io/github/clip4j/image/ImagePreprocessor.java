package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.codec.DecodeAllowance;
import io.github.clip4j.image.codec.Mode;
import io.github.clip4j.image.codec.Part;
import io.github.clip4j.image.codec.Pixels;
import io.github.clip4j.image.codec.Rows;
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
  private final Workspace.Pool workspaces = new Workspace.Pool();

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
    int fill = preprocessing.geometry().fill();
    draw(source, new Canvas.Tensor(normalized, height(), width(), fill, slot));
    slot.position(slot.position() + count);
  }

  /**
   * Reads an image and gives its pixels as they are before normalisation: resized, cropped, RGB.
   *
   * @param source the image
   * @return the image
   * @throws ImageException if the image cannot be read
   */
  public RgbImage resizedAndCropped(ImageSource source) {
    byte[] rgb = new byte[3 * height() * width()];
    draw(source, new Canvas.Picture(width(), preprocessing.geometry().fill(), rgb));
    return new RgbImage(width(), height(), rgb);
  }

  private void draw(ImageSource source, Canvas canvas) {
    Workspace workspace = workspaces.take();
    try (DecodeAllowance allowance = decoder.begin()) {
      Pixels image = decoder.read(source, allowance, this::needed, workspace.jpeg());
      try {
        draw(image, canvas, workspace);
      } catch (ArithmeticException | OutOfMemoryError e) {
        throw new ImageException(
            "not enough memory to resize " + image.width() + " x " + image.height() + " pixels", e);
      }
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /** The part of an image that the result depends on. */
  private Part needed(int width, int height) {
    if (preprocessing.exifOrientation() || !isWeighted()) {
      return Part.Rule.WHOLE.of(width, height);
    }
    return resampler.needed(width, height, placement(width, height), preprocessing.interpolation());
  }

  private boolean isWeighted() {
    return preprocessing.interpolation() != Interpolation.NEAREST;
  }

  private Placement placement(int width, int height) {
    return Placement.of(preprocessing.geometry(), preprocessing.order(), width, height);
  }

  private void draw(Pixels image, Canvas canvas, Workspace workspace) {
    boolean isLaidOnWhite =
        preprocessing.transparency() == Transparency.WHITE && image.isTransparent();
    boolean isPlain = image.mode() == Mode.L || image.mode() == Mode.RGB;
    if (isPlain && !isLaidOnWhite) {
      // Grey is one band until it is drawn: three would be the same.
      drawResized(image, canvas, workspace);
    } else if (preprocessing.order() == TransformOrder.OPEN_CLIP && !isLaidOnWhite) {
      drawRows(RgbConversion.dropping(resizedInItsMode(image)).pixels(), canvas);
    } else {
      RgbImage rgb = ImageDecoder.toRgb(image, preprocessing.transparency());
      drawResized(rgb.pixels(), canvas, workspace);
    }
  }

  private void drawResized(Pixels image, Canvas canvas, Workspace workspace) {
    Placement placement = placement(image.width(), image.height());
    Interpolation filter = preprocessing.interpolation();
    RowSink sink = canvas.begin(placement, image.mode().bands());
    if (isWeighted()) {
      resampler.resize(image, placement, filter, workspace.resampling(), sink);
    } else {
      putRows(resampler.resize(image, placement, filter), sink);
    }
  }

  private Pixels resizedInItsMode(Pixels image) {
    Placement placement = placement(image.width(), image.height());
    Pixels resized = resampler.resize(image, placement, preprocessing.interpolation());
    return placement.isPadded()
        ? Padding.around(resized, placement, height(), width(), preprocessing.geometry().fill())
        : resized;
  }

  private static void drawRows(Pixels image, Canvas canvas) {
    putRows(
        image, canvas.begin(Placement.whole(image.width(), image.height()), image.mode().bands()));
  }

  private static void putRows(Pixels image, RowSink sink) {
    int width = image.width();
    int bands = image.mode().bands();
    int[] row = new int[width];
    int[] samples = new int[width];
    int[] planar = new int[bands * width];
    for (int y = 0; y < image.height(); y++) {
      image.rows().read(y, 0, width, row);
      for (int band = 0; band < bands; band++) {
        Rows.unpack(row, band, samples, width);
        System.arraycopy(samples, 0, planar, band * width, width);
      }
      sink.put(y, planar);
    }
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
