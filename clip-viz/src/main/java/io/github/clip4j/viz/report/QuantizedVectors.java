package io.github.clip4j.viz.report;

import io.github.clip4j.embedding.Embeddings;
import java.io.IOException;
import java.io.Writer;
import java.util.Base64;

/**
 * Embeddings in a byte an entry, for the cosine of any two photos that the reader compares: each
 * vector is divided by its largest entry and rounded to {@code -127 … 127}. The length does not
 * matter to a cosine.
 */
record QuantizedVectors(Embeddings embeddings) {
  private static final int LARGEST = 127;

  /** Writes one vector a line, in base64. */
  void write(Writer out) throws IOException {
    for (int row = 0; row < embeddings.count(); row++) {
      out.write(Base64.getEncoder().encodeToString(quantize(embeddings.vector(row))));
      out.write('\n');
    }
  }

  static byte[] quantize(float[] vector) {
    float largest = 0;
    for (float entry : vector) {
      largest = Math.max(largest, Math.abs(entry));
    }
    byte[] bytes = new byte[vector.length];
    for (int i = 0; i < vector.length && largest > 0; i++) {
      bytes[i] = (byte) Math.round(vector[i] / largest * LARGEST);
    }
    return bytes;
  }
}
