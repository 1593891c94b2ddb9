package io.github.clip4j.encoder;

import io.github.clip4j.image.ImageSource;
import java.util.List;
import java.util.stream.IntStream;

/** Encodes in tests, and compares by direction as every user of an encoder does. */
public final class Vectors {

  private Vectors() {}

  /** {@return the normalised vectors of images, batch by batch} */
  public static float[][] of(ImageEncoder encoder, List<ImageSource> images) {
    float[][] vectors = new float[images.size()][];
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      for (int start = 0; start < images.size(); start += encoder.batchSize()) {
        int count = Math.min(encoder.batchSize(), images.size() - start);
        for (int slot = 0; slot < count; slot++) {
          batch.load(slot, images.get(start + slot));
        }
        float[][] rows = batch.encode(IntStream.range(0, count).toArray());
        System.arraycopy(normalized(rows), 0, vectors, start, count);
      }
    }
    return vectors;
  }

  /** {@return the normalised vectors of texts} */
  public static float[][] of(TextEncoder encoder, List<String> texts) {
    return normalized(encoder.encode(texts));
  }

  /** {@return new rows of norm 1} */
  public static float[][] normalized(float[][] rows) {
    float[][] result = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double norm = Math.sqrt(dot(rows[i], rows[i]));
      result[i] = new float[rows[i].length];
      for (int j = 0; j < rows[i].length; j++) {
        result[i][j] = (float) (rows[i][j] / norm);
      }
    }
    return result;
  }

  /** {@return the scalar product} */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** {@return the largest difference of two entries} */
  public static double largestDifference(float[] a, float[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }
}
