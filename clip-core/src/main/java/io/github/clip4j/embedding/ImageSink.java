package io.github.clip4j.embedding;

import io.github.clip4j.image.ImageFailure;
import io.github.clip4j.image.ImageSource;

/**
 * Receives the result of each image, in the order of the images, on the thread that asked for them.
 */
public interface ImageSink {

  /**
   * An image was encoded.
   *
   * @param image the image that was encoded
   * @param vector {@code [d]}, L2-normalised; the receiver may keep it
   */
  void embedded(ImageSource image, float[] vector);

  /**
   * An image could not be read.
   *
   * @param failure the image and the reason
   */
  void failed(ImageFailure failure);
}
