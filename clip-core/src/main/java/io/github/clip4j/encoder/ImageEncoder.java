package io.github.clip4j.encoder;

import io.github.clip4j.image.ImageSource;
import java.util.function.Function;

/**
 * Turns images into vectors of a joint space, batch by batch.
 *
 * <p>Encoders may be used by many threads at once; a {@link Batch} belongs to one caller at a time.
 */
public interface ImageEncoder extends AutoCloseable {

  /** {@return the entries of a vector, {@code d}} */
  int dimension();

  /**
   * {@return a name for the model and the preprocessing: vectors are comparable only where this
   * string is equal}
   *
   * <p>The encoders of one joint space have the same.
   */
  String fingerprint();

  /**
   * {@return the most images that one batch holds; at least 1}
   *
   * <p>It depends on the model only.
   */
  int batchSize();

  /**
   * An empty batch. Batches hold buffers: reuse them, and close them.
   *
   * @return an empty batch
   */
  Batch newBatch();

  /** Closes what the encoder holds; closing twice is harmless. */
  @Override
  void close();

  /** The images that are encoded in one run of the model. */
  interface Batch extends AutoCloseable {

    /**
     * Reads and prepares an image into a slot. Many threads may call this at once, each for a slot
     * of its own.
     *
     * @param image the image to read
     * @param slot {@code 0 … batchSize() - 1}
     * @throws io.github.clip4j.error.ImageException if the image cannot be read
     */
    void load(int slot, ImageSource image);

    /**
     * Encodes the images of the slots given, which were all loaded before. Their order does not
     * matter beyond the order of the rows.
     *
     * @param slots distinct slots, at least one
     * @return {@code [slots.length][d]}, of any norm: the caller normalises copies. The arrays are
     *     only read, so they may be those of a table; they must not change afterwards
     */
    float[][] encode(int[] slots);

    @Override
    void close();
  }

  /**
   * An encoder that calls a function for one image after the other.
   *
   * @param dimension the length of the arrays that the function returns
   * @param fingerprint names the function: see {@link #fingerprint()}
   * @param function from an image to its vector {@code [d]}, of any norm, which is copied; called
   *     by many threads; throws {@link io.github.clip4j.error.ImageException} for an image it
   *     cannot read. A vector of another length ends the call with a {@link
   *     io.github.clip4j.error.ModelException}
   * @return the encoder
   */
  static ImageEncoder of(
      int dimension, String fingerprint, Function<ImageSource, float[]> function) {
    return new FunctionImageEncoder(dimension, fingerprint, function);
  }
}
