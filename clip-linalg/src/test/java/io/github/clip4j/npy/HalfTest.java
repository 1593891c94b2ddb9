package io.github.clip4j.npy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {
  private static final int INFINITY = 0x7c00;

  @Test
  void everyHalfIsItsOwnNearest() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Half.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(Half.fromFloat(value)).isEqualTo((short) bits);
      }
    }
    assertThat(Half.toFloat(Half.fromFloat(Float.NaN))).isNaN();
  }

  @Test
  void whatLiesBetweenTwoHalvesGoesToTheNearerAndFromTheMiddleToTheEven() {
    for (int bits = 0; bits < INFINITY; bits++) {
      // Half way to what would follow, were there no end.
      float next = bits + 1 == INFINITY ? 0x1p16f : Half.toFloat((short) (bits + 1));
      float middle = (float) ((Half.toFloat((short) bits) + (double) next) / 2);
      int even = bits % 2 == 0 ? bits : bits + 1;

      assertThat(Half.fromFloat(middle)).isEqualTo((short) even);
      assertThat(Half.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(Half.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Half.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
    }
    assertThat(Half.fromFloat(Float.MAX_VALUE)).isEqualTo((short) INFINITY);
    assertThat(Half.fromFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
  }
}
