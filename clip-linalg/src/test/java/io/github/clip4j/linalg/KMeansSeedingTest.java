package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Greedy k-means++ against the spread of scikit-learn's inertia over ten seeds. */
class KMeansSeedingTest {

  static Stream<Named<JsonObject>> cases() {
    return Reference.cases("kmeans_seeding").map(c -> Named.of(c.get("input").getAsString(), c));
  }

  /**
   * Shares measured with scikit-learn 1.9.1, {@code n_init=1}, {@code random_state} 0 to 299; of
   * the blobs, where one start in thousands fails, 0 to 5999 (ours has the same 0.99967 over as
   * many).
   */
  @ParameterizedTest
  @CsvSource({
    "grid_36x2, 4, 48.0, 0.773",
    "emb_200x512, 5, 30.435869, 0.830",
    "blobs_300x2, 3, 556.672201, 0.99967"
  })
  void aSingleStartFindsTheBestAsOftenAsThatOfScikitLearn(
      String input, int clusters, double best, double share) {
    FMatrixRMaj rows = Reference.input(input);
    KMeans settings = KMeans.of(clusters).threads(1);

    long found =
        IntStream.range(0, 300)
            .filter(seed -> settings.seed(seed).fit(rows).inertia() < best * 1.0001)
            .count();

    // Three standard errors of the difference of two shares of 300.
    double error = Math.sqrt(2 * share * (1 - share) / 300);
    assertThat(found / 300.0).isCloseTo(share, within(3 * error));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tenStartsFindWhatScikitLearnFindsInTen(JsonObject golden) {
    FMatrixRMaj rows = Reference.input(golden.get("input").getAsString());

    KMeansModel model = KMeans.of(golden.get("k").getAsInt()).seed(1).restarts(10).fit(rows);

    assertThat(model.inertia()).isLessThan(golden.get("inertia_n_init_10").getAsDouble() * 1.001);
  }

  @Test
  void moreStartsNeverMakeItWorse() {
    FMatrixRMaj rows = Reference.input("tall_3000x64");
    double last = Double.POSITIVE_INFINITY;
    for (int restarts = 1; restarts <= 8; restarts++) {
      double inertia = KMeans.of(10).seed(3).restarts(restarts).fit(rows).inertia();
      assertThat(inertia).isLessThanOrEqualTo(last);
      last = inertia;
    }
  }

  @Test
  void aSeedAlwaysGivesTheSameClusters() {
    FMatrixRMaj rows = Reference.input("tall_3000x64");

    KMeansModel one = KMeans.of(10).seed(-7).fit(rows);
    KMeansModel two = KMeans.of(10).seed(-7).fit(rows);
    KMeansModel other = KMeans.of(10).seed(8).fit(rows);

    assertThat(two.labels()).isEqualTo(one.labels());
    assertThat(two.centres().data).isEqualTo(one.centres().data);
    assertThat(two.inertia()).isEqualTo(one.inertia());
    assertThat(other.inertia()).isNotEqualTo(one.inertia());
  }

  @Test
  void fewPhotosNeedFewStartsToFindTheBestGrouping() {
    FMatrixRMaj rows = Reference.input("emb_12x512");
    double best = KMeans.of(3).seed(0).restarts(200).fit(rows).inertia();

    for (int seed = 0; seed < 20; seed++) {
      assertThat(KMeans.of(3).seed(seed).restarts(50).fit(rows).inertia())
          .isCloseTo(best, within(1e-9));
    }
  }
}
