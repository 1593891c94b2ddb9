package io.github.clip4j.viz.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantizedVectorsTest {
  @Test
  void aCosineKeepsTwoDigitsInOneByteAnEntry() {
    Random random = new Random(5);
    for (int pair = 0; pair < 200; pair++) {
      float[] a = vector(random, 512);
      float[] b = vector(random, 512);
      for (int i = 0; i < a.length; i++) {
        b[i] += pair * 0.02f * a[i];
      }
      assertThat(cosine(floats(a), floats(b))).isCloseTo(cosine(a, b), within(0.005));
    }
  }

  @Test
  void aZeroVectorStaysZero() {
    assertThat(QuantizedVectors.quantize(new float[3])).containsExactly(0, 0, 0);
  }

  private static float[] floats(float[] vector) {
    byte[] bytes = QuantizedVectors.quantize(vector);
    float[] result = new float[bytes.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = bytes[i];
    }
    return result;
  }

  private static float[] vector(Random random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static double cosine(float[] a, float[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
