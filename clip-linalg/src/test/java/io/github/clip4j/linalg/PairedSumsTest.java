package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedSumsTest {
  private static final int D = 37;

  @Test
  void sumsHaveTheDigitsOfFloat64() {
    SplittableRandom random = new SplittableRandom(1);
    PairedSums sums = new PairedSums(2, D);
    double[] expected = new double[2 * D];
    double[] found = new double[2 * D];
    float[] rows = new float[512 * D];
    for (int i = 0; i < rows.length; i++) {
      // A large offset, which float32 alone would round the rest away by.
      rows[i] = (float) (1000 + random.nextDouble());
    }
    for (int i = 0; i < 512; i++) {
      int to = i % 3 == 0 ? 1 : 0;
      float sign = i % 5 == 0 ? -1 : 1;
      sums.add(rows, i * D, sign, to);
      for (int f = 0; f < D; f++) {
        expected[to * D + f] += sign * rows[i * D + f];
      }
    }
    sums.flush(found);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
    }
  }

  @Test
  void whatJoinsAndLeavesAddsNothing() {
    PairedSums sums = new PairedSums(1, 1);
    double[] found = {5};
    sums.add(new float[] {1e7f, 0.1f}, 1, 1, 0);
    sums.add(new float[] {1e7f, 0.1f}, 0, 1, 0);
    sums.add(new float[] {1e7f, 0.1f}, 0, -1, 0);
    sums.add(new float[] {1e7f, 0.1f}, 1, -1, 0);
    sums.flush(found);
    assertThat(found).containsExactly(5);
  }

  @Test
  void beginsAnewAfterEachBlock() {
    PairedSums sums = new PairedSums(2, 1);
    double[] found = new double[2];
    sums.add(new float[] {3}, 0, 1, 1);
    sums.flush(found);
    sums.flush(found);
    assertThat(found).containsExactly(0, 3);
  }
}
