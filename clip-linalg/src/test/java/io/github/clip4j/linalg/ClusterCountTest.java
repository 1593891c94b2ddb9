package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterCountTest {

  static Stream<Named<JsonObject>> cases() {
    return Reference.cases("choose_k").map(c -> Named.of(c.get("input").getAsString(), c));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theNumberOfHighestSilhouetteIsThatOfScikitLearn(JsonObject golden) {
    FMatrixRMaj rows = Reference.input(golden.get("input").getAsString());

    ClusterChoice choice = ClusterCount.between(2, 10).seed(0).restarts(10).fit(rows);

    int best = golden.get("best").getAsInt();
    assertThat(choice.clusters()).isEqualTo(best);
    assertThat(choice.scores()).containsOnlyKeys(2, 3, 4, 5, 6, 7, 8, 9, 10);
    double expected =
        golden.getAsJsonObject("silhouette_by_k").get(String.valueOf(best)).getAsDouble();
    assertThat(choice.scores().get(best)).isCloseTo(expected, within(1e-6));
    Silhouette silhouette = choice.silhouette().orElseThrow();
    assertThat(silhouette.mean()).isEqualTo(choice.scores().get(best));
    assertThat(silhouette.samples())
        .isEqualTo(Silhouette.of(rows, choice.model().labels()).samples());
  }

  @Test
  void theClusteringIsThatOfKMeansWithTheSameSettings() {
    FMatrixRMaj rows = Reference.input("emb_200x512");

    ClusterChoice choice = ClusterCount.between(2, 6).seed(9).restarts(3).threads(2).fit(rows);

    KMeansModel alone = KMeans.of(choice.clusters()).seed(9).restarts(3).fit(rows);
    assertThat(choice.model().labels()).isEqualTo(alone.labels());
  }

  @Test
  void theRangeEndsWhereSilhouettesDo() {
    Rows three = Rows.of(new float[] {0, 1, 9}, 1);

    assertThat(ClusterCount.between(2, 10).fit(three).scores()).containsOnlyKeys(2);
    assertThat(ClusterCount.between(5, 10).fit(three).clusters()).isEqualTo(2);
  }

  @Test
  void ofEqualScoresTheSmallerNumberIsTaken() {
    // Two distinct rows: more clusters than that stay empty, with the same silhouette.
    Rows rows = Rows.of(new float[] {0, 0, 0, 4, 4, 4}, 1);

    ClusterChoice choice = ClusterCount.between(2, 4).fit(rows);

    assertThat(choice.scores().values()).containsOnly(1.0);
    assertThat(choice.clusters()).isEqualTo(2);
  }

  @Test
  void oneOrTwoRowsAndEqualRowsAreOneClusterWithoutScores() {
    for (Rows rows :
        new Rows[] {
          Rows.of(new float[] {1, 2}, 2),
          Rows.of(new float[] {1, 2, 3, 4}, 2),
          Rows.of(new float[] {1, 1, 1, 1, 1}, 1)
        }) {
      ClusterChoice choice = ClusterCount.between(2, 4).fit(rows);

      assertThat(choice.clusters()).isEqualTo(1);
      assertThat(choice.scores()).isEmpty();
      assertThat(choice.silhouette()).isEmpty();
      assertThat(choice.model().labels()).containsOnly(0);
    }
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ClusterCount.between(1, 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterCount.between(4, 3))
        .withMessage("expected a range of at least 2 clusters, got 4 to 3");
  }
}
