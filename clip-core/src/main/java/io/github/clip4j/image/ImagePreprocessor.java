package io.github.clip4j.image;

import io.github.clip4j.error.ImageException;
import java.nio.FloatBuffer;

/**
 * Carries out an {@link ImagePreprocessing}: from image sources to the tensor that a model is fed.
 * One preprocessor may be used by many threads.
 */
public final class ImagePreprocessor {
  private final ImagePreprocessing preprocessing;

  private ImagePreprocessor(ImagePreprocessing preprocessing) {
    this.preprocessing = preprocessing;
  }

  /** A preprocessor for these settings. */
  public static ImagePreprocessor of(ImagePreprocessing preprocessing) {
    return new ImagePreprocessor(preprocessing);
  }

  /** The settings. */
  public ImagePreprocessing preprocessing() {
    return preprocessing;
  }

  /** Rows of the result. */
  public int height() {
    return preprocessing.height();
  }

  /** Columns of the result. */
  public int width() {
    return preprocessing.width();
  }

  /**
   * Reads an image and writes {@code [3, height, width]} normalised values from the buffer's
   * position on, which moves behind them. With a direct buffer in native order nothing is copied on
   * the way to ONNX Runtime.
   *
   * @throws ImageException if the image cannot be read; the buffer is then as it was
   */
  public void preprocess(ImageSource source, FloatBuffer slot) {
    if (slot.remaining() >= 0) {
      throw new ImageException("not implemented yet");
    }
  }

  /**
   * Reads an image and gives its pixels as they are before normalisation: resized, cropped, RGB.
   *
   * @throws ImageException if the image cannot be read
   */
  public RgbImage resizedAndCropped(ImageSource source) {
    return ImageDecoder.standard().decode(source);
  }
}
