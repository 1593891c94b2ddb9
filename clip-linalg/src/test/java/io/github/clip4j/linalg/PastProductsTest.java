package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.linalg.spi.MatrixProducts;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that products of an earlier iteration decide, beside the distances in float64. */
class PastProductsTest {
  private static final int N = 1100;
  private static final int D = 32;
  private static final int K = 4;

  private final SplittableRandom random = new SplittableRandom(5);
  private final float[] rows = new float[N * D];

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-7, 1e-5, 1e-3, 0.03, 1})
  void noRowIsDecidedWhoseNearestCentreIsAnother(double step) {
    fill(1, 0.3);
    double[] earlier = centres(1);
    for (int round = 0; round < 10; round++) {
      double[] later = changed(earlier, c -> c + step * (random.nextDouble() - 0.5));
      decided(earlier, later);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-30, 1e-9, 1, 1e9})
  void centresOfAnyLengthAndEqualOnesAreNoExceptions(double length) {
    fill(1, 0.3);
    double[] earlier = centres(length);
    System.arraycopy(earlier, 0, earlier, D, D);
    decided(earlier, earlier);
    decided(earlier, centres(1));
    decided(centres(1), earlier);
    double[] near = changed(earlier, c -> c * (1 + 1e-4 * random.nextDouble()));
    decided(earlier, near);
    decided(near, earlier);
  }

  @Test
  void centresThatMoveWithinTheirSpaceLeaveNextToNothingUndecided() {
    fill(0, 1);
    double[] earlier = centres(1);
    double[] later = earlier.clone();
    for (int j = 0; j < K; j++) {
      for (int f = 0; f < D; f++) {
        later[j * D + f] = 0.6 * earlier[j * D + f] + 0.5 * earlier[(j + 1) % K * D + f];
      }
    }

    assertThat(decided(earlier, later)).isGreaterThan(N * 99 / 100);
  }

  private void fill(double common, double spread) {
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (common + spread * (random.nextDouble() - 0.5));
    }
  }

  private double[] centres(double length) {
    return random.doubles((long) K * D).map(c -> length * (c + 0.5)).toArray();
  }

  private static double[] changed(double[] centres, DoubleUnaryOperator change) {
    return Arrays.stream(centres).map(change).toArray();
  }

  /** How many rows are decided, all of them rightly, of those that have their nearest centre. */
  private int decided(double[] earlier, double[] later) {
    MatrixProducts products = ProductChoice.get();
    try (Samples samples = Samples.passing(Rows.of(rows, D), products);
        CentreSet before = samples.centres(earlier, K);
        CentreSet now = samples.centres(later, K);
        SampleReader reader = samples.reader()) {
      PastProducts past = new PastProducts(samples, K);
      float[][] scratch = past.scratch();
      past.begin();
      for (int block = 0; block < samples.blocks().count(); block++) {
        reader.go(block);
        past.keep(before, block, reader.multiply(reader.operand(), before.operand()), scratch);
      }
      past.begin();
      int[] nearest = IntStream.range(0, N).map(i -> nearest(i, later)).toArray();
      int[] other = IntStream.of(nearest).map(j -> (j + 1) % K).toArray();
      int left = 0;
      for (int block = 0; block < samples.blocks().count(); block++) {
        int size = samples.blocks().size(block);
        int[] which = IntStream.range(0, size).toArray();
        left += past.undecided(now, block, nearest, which, size, scratch);
        // Another label is never confirmed.
        which = IntStream.range(0, size).toArray();
        int wrong = past.undecided(now, block, other, which, size, scratch);
        assertThat(wrong).isEqualTo(size);
      }
      return N - left;
    }
  }

  private int nearest(int row, double[] centres) {
    int best = 0;
    for (int j = 1; j < K; j++) {
      double distance = Vectors.squaredDistance(rows, row * D, centres, j * D, D);
      if (distance < Vectors.squaredDistance(rows, row * D, centres, best * D, D)) {
        best = j;
      }
    }
    return best;
  }
}
