package io.github.clip4j.encoder;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImageSource;
import java.util.Objects;
import java.util.function.Function;

/** A user's function as an encoder: loading is all the work, a batch just keeps the vectors. */
record FunctionImageEncoder(
    int dimension, String fingerprint, Function<ImageSource, float[]> function)
    implements ImageEncoder {

  private static final int BATCH_SIZE = 16;

  FunctionImageEncoder {
    if (dimension < 1) {
      throw new IllegalArgumentException("expected a dimension of at least 1, got " + dimension);
    }
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(function);
  }

  @Override
  public int batchSize() {
    return BATCH_SIZE;
  }

  @Override
  public Batch newBatch() {
    float[][] vectors = new float[BATCH_SIZE][];
    return new Batch() {
      @Override
      public void load(int slot, ImageSource image) {
        float[] vector = function.apply(image);
        if (vector.length != dimension) {
          throw new ModelException(
              "expected "
                  + dimension
                  + " numbers from the encoder function, got "
                  + vector.length
                  + " for "
                  + image.name());
        }
        vectors[slot] = vector.clone();
      }

      @Override
      public float[][] encode(int[] slots) {
        float[][] result = new float[slots.length][];
        for (int i = 0; i < slots.length; i++) {
          result[i] = vectors[slots[i]];
        }
        return result;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
