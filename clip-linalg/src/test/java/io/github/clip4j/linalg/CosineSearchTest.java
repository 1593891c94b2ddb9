package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clip4j.linalg.CosineSearch.Match;
import io.github.clip4j.npy.NpyArray;
import io.github.clip4j.npy.NpyRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CosineSearchTest {

  /** Sorts all rows. */
  private static List<Match> byHand(float[] rows, int d, float[] queries, int query, int k) {
    return IntStream.range(0, rows.length / d)
        .mapToObj(row -> new Match(row, UnitRows.cosine(rows, d, row, queries, query)))
        .sorted()
        .limit(k)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1000,512,1", "999,37,10", "300,3,50", "5,1,5", "70,16,1000", "300,20,5"})
  void theMatchesAreThoseOfComparingAndSortingAllRows(int n, int d, int k) {
    float[] rows = UnitRows.random(n, d, n / 3, 7);
    float[] queries = UnitRows.random(300, d, 0, 8);

    for (int count : new int[] {1, 3, 300}) {
      float[] some = Arrays.copyOf(queries, count * d);
      List<List<Match>> found = CosineSearch.of(Rows.of(rows, d)).nearest(Rows.of(some, d), k);

      assertThat(found).hasSize(count);
      for (int query = 0; query < count; query++) {
        assertThat(found.get(query)).isEqualTo(byHand(rows, d, queries, query, k));
      }
    }
  }

  @Test
  void rowsOfEqualCosineComeInTheirOrder() {
    float[] rows = {0, 1, 1, 0, 1, 0, 0, -1, 1, 0};

    assertThat(CosineSearch.of(Rows.of(rows, 2)).nearest(new float[] {1, 0}, 4))
        .containsExactly(new Match(1, 1), new Match(2, 1), new Match(4, 1), new Match(0, 0));
  }

  @Test
  void rowsThatDifferInTheLastBitAreToldApart() {
    int d = 512;
    float[] query = UnitRows.random(1, d, 0, 1);
    float[] rows = new float[500 * d];
    for (int row = 0; row < 500; row++) {
      System.arraycopy(query, 0, rows, row * d, d);
      int changed = (row * 31) % d;
      rows[row * d + changed] = Math.nextUp(rows[row * d + changed]);
    }

    assertThat(CosineSearch.of(Rows.of(rows, d)).nearest(query, 20))
        .isEqualTo(byHand(rows, d, query, 0, 20));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void theNumberOfThreadsDoesNotShow(int threads) {
    int d = 64;
    Rows rows = Rows.of(UnitRows.random(20_000, d, 9_000, 3), d);
    Rows queries = Rows.of(UnitRows.random(70, d, 0, 4), d);

    assertThat(CosineSearch.of(rows).threads(threads).nearest(queries, 25))
        .isEqualTo(CosineSearch.of(rows).threads(3).nearest(queries, 25));
  }

  @Test
  void rowsMayLieInAMappedFile(@TempDir Path directory) throws IOException {
    int d = 24;
    float[] values = UnitRows.random(5_000, d, 100, 5);
    Path file = directory.resolve("rows.npy");
    NpyArray.of(values, 5_000, d).write(file);
    float[] query = UnitRows.random(1, d, 0, 6);

    assertThat(CosineSearch.of(NpyRows.open(file)).nearest(query, 12))
        .isEqualTo(CosineSearch.of(Rows.of(values, d)).nearest(query, 12));
  }

  @Test
  void aZeroVectorMatchesWithAZero() {
    float[] rows = {0, 0, -1, 0};

    assertThat(CosineSearch.of(Rows.of(rows, 2)).nearest(new float[] {1, 0}, 2))
        .containsExactly(new Match(0, 0), new Match(1, -1));
    assertThat(CosineSearch.of(Rows.of(rows, 2)).nearest(new float[2], 1))
        .containsExactly(new Match(0, 0));
  }

  @Test
  void noRowsHaveNoMatches() {
    Rows none = Rows.of(new float[0], 2);

    assertThat(CosineSearch.of(none).nearest(new float[] {1, 0}, 2)).isEmpty();
    assertThat(CosineSearch.of(Rows.of(new float[2], 2)).nearest(none, 2)).isEmpty();
  }

  @Test
  void wrongCallsAreNamed() {
    CosineSearch search = CosineSearch.of(Rows.of(new float[] {1, 0}, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.nearest(new float[] {1, 0}, 0))
        .withMessage("expected k of at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.nearest(new float[3], 1))
        .withMessage("expected queries of 2 entries, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.nearest(new float[] {3, 4}, 1))
        .withMessage("expected queries of norm 1 or 0, got 5.0 for query 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> search.nearest(new float[] {Float.NaN, 0}, 1))
        .withMessageContaining("got NaN");
    assertThatIllegalArgumentException().isThrownBy(() -> search.threads(0));
  }
}
