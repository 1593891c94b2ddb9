package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.linalg.spi.MatrixProducts;
import io.github.clip4j.linalg.spi.Multiplier;
import io.github.clip4j.linalg.spi.Operand;
import io.github.clip4j.linalg.spi.Stage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every implementation of matrix products must do: run for each that a process may choose. */
class MatrixProductsTest {
  private final MatrixProducts products = ProductChoice.get();

  @Test
  void thoseThatThePropertyNamesAreChosen() {
    String named = System.getProperty(ProductChoice.PROPERTY, "java");
    assertThat(products.name()).isEqualTo(named);
    assertThat(products.isAvailable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "2, 4, 8",
    "3, 5, 7",
    "4, 4, 16",
    "7, 10, 512",
    "256, 10, 512",
    "33, 6, 100",
    "5, 3, 17",
    "4, 1, 2",
    "64, 64, 33",
    "1, 9, 40",
    "17, 2, 3",
    "32, 4, 3",
    "300, 21, 31",
    "517, 16, 6"
  })
  void productsAreThoseOfFloat64UpToRounding(int m, int k, int d) {
    Random random = new Random(m * 31L + k);
    float[] a = gaussians(m * d, random);
    float[] b = gaussians(k * d, random);
    float[] offsets = gaussians(k, random);
    float[] product = new float[m * k];
    float[] sums = new float[k * d];
    try (Multiplier multiplier = products.multiplier();
        Operand x = multiplier.place(FloatBuffer.wrap(a), m, d);
        Operand y = multiplier.place(FloatBuffer.wrap(b), k, d)) {
      assertThat(x.rows()).isEqualTo(m);
      assertThat(x.columns()).isEqualTo(d);
      multiplier.multiply(x, y, product);
      multiplier.multiplyByGram(x, y, offsets, sums);
    }
    double[][] weights = new double[m][k];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < k; j++) {
        for (int f = 0; f < d; f++) {
          weights[i][j] += (double) a[i * d + f] * b[j * d + f];
        }
        assertThat((double) product[i * k + j]).isCloseTo(weights[i][j], within(1e-5 * d));
      }
    }
    for (int c = 0; c < k; c++) {
      for (int f = 0; f < d; f++) {
        double sum = 0;
        for (int i = 0; i < m; i++) {
          sum += (weights[i][c] + offsets[c]) * a[i * d + f];
        }
        assertThat((double) sums[c * d + f]).isCloseTo(sum, within(1e-5 * d * m));
      }
    }
  }

  @Test
  void heapDirectReadOnlyAndOffsetBuffersAreTheSameRows() {
    Random random = new Random(4);
    int d = 24;
    float[] a = gaussians(9 * d, random);
    float[] b = gaussians(3 * d, random);
    FloatBuffer direct =
        ByteBuffer.allocateDirect(a.length * Float.BYTES + 40)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .position(10);
    direct.duplicate().put(a);
    float[] expected = product(FloatBuffer.wrap(a), 9, b, 3, d);

    assertThat(product(direct, 9, b, 3, d)).isEqualTo(expected);
    assertThat(product(direct.asReadOnlyBuffer(), 9, b, 3, d)).isEqualTo(expected);
    float[] shifted = new float[a.length + 5];
    System.arraycopy(a, 0, shifted, 5, a.length);
    assertThat(product(FloatBuffer.wrap(shifted, 5, a.length), 9, b, 3, d)).isEqualTo(expected);
  }

  private float[] product(FloatBuffer rows, int m, float[] b, int k, int d) {
    float[] placed = new float[m * k];
    float[] staged = new float[m * k];
    try (Multiplier multiplier = products.multiplier();
        Operand x = multiplier.place(rows, m, d);
        Stage stage = products.stage(m, d);
        Operand y = multiplier.place(FloatBuffer.wrap(b), k, d)) {
      multiplier.multiply(x, y, placed);
      stage.load(FloatBuffer.wrap(new float[m * d]), m);
      stage.load(rows, m);
      multiplier.multiply(stage, y, staged);
    }
    assertThat(staged).isEqualTo(placed);
    return placed;
  }

  @Test
  void aStageTakesFewerRowsThanItHasRoomFor() {
    float[] out = new float[2];
    try (Multiplier multiplier = products.multiplier();
        Stage stage = products.stage(5, 2);
        Operand y = multiplier.place(FloatBuffer.wrap(new float[] {1, 10}), 1, 2)) {
      stage.load(FloatBuffer.wrap(new float[] {9, 9, 9, 9, 9, 9}), 3);
      stage.load(FloatBuffer.wrap(new float[] {1, 2, 3, 4}), 2);
      assertThat(stage.rows()).isEqualTo(2);
      multiplier.multiply(stage, y, out);
    }
    assertThat(out).containsExactly(21, 43);
  }

  @Test
  void aStageGathersRowsOfAnArray() {
    float[] out = new float[3];
    float[] values = {7, 1, 2, 7, 3, 4, 7};
    try (Multiplier multiplier = products.multiplier();
        Stage stage = products.stage(3, 2);
        Operand y = multiplier.place(FloatBuffer.wrap(new float[] {1, 10}), 1, 2)) {
      stage.gather(values, new int[] {4, 1, 4}, 3);
      assertThat(stage.rows()).isEqualTo(3);
      multiplier.multiply(stage, y, out);
      assertThat(out).containsExactly(43, 21, 43);
      stage.gather(values, new int[] {1, 4, 4}, 1);
      assertThat(stage.rows()).isEqualTo(1);
      multiplier.multiply(stage, y, out);
      assertThat(out[0]).isEqualTo(21);
      stage.load(FloatBuffer.wrap(values, 2, 2), 1);
      multiplier.multiply(stage, y, out);
      assertThat(out[0]).isEqualTo(72);
    }
    assertThat(values).containsExactly(7, 1, 2, 7, 3, 4, 7);
  }

  @Test
  void closingTwiceIsHarmless() {
    Multiplier multiplier = products.multiplier();
    Operand operand = multiplier.place(FloatBuffer.wrap(new float[4]), 2, 2);
    Stage stage = products.stage(2, 2);
    stage.load(FloatBuffer.wrap(new float[4]), 2);
    for (int time = 0; time < 2; time++) {
      stage.close();
      operand.close();
      multiplier.close();
    }
  }

  private static float[] gaussians(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
