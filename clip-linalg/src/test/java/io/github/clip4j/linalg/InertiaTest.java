package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InertiaTest {
  private static final int D = 33;

  @Test
  void isNearThatInFloat64() {
    SplittableRandom random = new SplittableRandom(2);
    double[] centres = random.doubles(2 * D).toArray();
    assertSumIsClose(Vectors.toFloats(random.doubles(100 * D).toArray()), centres);
  }

  @Test
  void centresBetweenFloatsAreNotRounded() {
    SplittableRandom random = new SplittableRandom(3);
    double[] centres = new double[2 * D];
    float[] rows = new float[100 * D];
    Arrays.fill(centres, 1 + 0.3 * Math.ulp(1f));
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 1 + random.nextInt(3) * Math.ulp(1f);
    }
    assertSumIsClose(rows, centres);
  }

  private static void assertSumIsClose(float[] rows, double[] centres) {
    Inertia inertia = new Inertia(centres, 2);
    double expected = 0;
    for (int i = 0; i < rows.length / D; i++) {
      inertia.add(rows, i * D, i % 2);
      expected += Vectors.squaredDistance(rows, i * D, centres, i % 2 * D, D);
    }
    assertThat(inertia.take()).isCloseTo(expected, within(1e-7 * expected));
    assertThat(inertia.take()).isZero();
  }
}
