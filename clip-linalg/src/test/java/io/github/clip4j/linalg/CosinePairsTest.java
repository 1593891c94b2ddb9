package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clip4j.linalg.CosinePairs.Pair;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CosinePairsTest {

  /** Compares each with each. */
  private static List<Pair> byHand(float[] rows, int d, float threshold) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < rows.length / d; i++) {
      for (int j = i + 1; j < rows.length / d; j++) {
        float cosine = UnitRows.cosine(rows, d, i, rows, j);
        if (cosine >= threshold) {
          pairs.add(new Pair(i, j, cosine));
        }
      }
    }
    return pairs.stream().sorted().toList();
  }

  @ParameterizedTest
  @CsvSource({"700,64,0.3", "300,3,0.99", "2,5,-1", "600,16,1", "1,4,0"})
  void thePairsAreThoseOfComparingEachRowWithEach(int n, int d, float threshold) {
    float[] rows = UnitRows.random(n, d, n / 4, 11);
    List<Pair> all = byHand(rows, d, threshold);

    CosinePairs pairs = CosinePairs.above(Rows.of(rows, d), threshold);

    assertThat(pairs.best(Integer.MAX_VALUE)).isEqualTo(all);
    assertThat(pairs.best(10)).isEqualTo(all.stream().limit(10).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void groupsAreChainsOfPairsNamedByTheirLowestRow(int threads) {
    // Angles of 90, 0, 8, 200, 16, 91 and 0 degrees; the chain 0, 8, 16 has links of 8 degrees.
    double[] degrees = {90, 0, 8, 200, 16, 91, 0};
    float[] rows = new float[14];
    for (int i = 0; i < 7; i++) {
      rows[2 * i] = (float) Math.cos(Math.toRadians(degrees[i]));
      rows[2 * i + 1] = (float) Math.sin(Math.toRadians(degrees[i]));
    }
    float threshold = (float) Math.cos(Math.toRadians(9));

    assertThat(CosinePairs.above(Rows.of(rows, 2), threshold).threads(threads).groups())
        .containsExactly(0, 1, 1, 3, 1, 0, 1);
  }

  @Test
  void theNumberOfThreadsDoesNotShow() {
    Rows rows = Rows.of(UnitRows.random(3_000, 16, 1_000, 2), 16);
    CosinePairs pairs = CosinePairs.above(rows, 0.85f);

    assertThat(pairs.threads(1).best(50)).isEqualTo(pairs.threads(3).best(50)).hasSize(50);
    assertThat(pairs.threads(1).groups()).isEqualTo(pairs.threads(3).groups());
  }

  @Test
  void wrongCallsAreNamed() {
    Rows rows = Rows.of(new float[] {1, 0}, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CosinePairs.above(rows, 1.5f))
        .withMessage("expected a cosine from -1 to 1, got 1.5");
    assertThatIllegalArgumentException().isThrownBy(() -> CosinePairs.above(rows, Float.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CosinePairs.above(rows, 0).best(0))
        .withMessage("expected a limit of at least 1, got 0");
  }
}
