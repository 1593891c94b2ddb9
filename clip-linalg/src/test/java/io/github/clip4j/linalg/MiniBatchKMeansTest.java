package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiniBatchKMeansTest {

  /** The best of five starts of scikit-learn's {@code MiniBatchKMeans} is as far off. */
  @Test
  void theBestOfFiveStartsIsNearlyAsGoodAsThatOfAllRows() {
    FMatrixRMaj rows = Reference.input("tall_3000x64");
    double full = KMeans.of(10).restarts(5).fit(rows).inertia();

    double best = Double.POSITIVE_INFINITY;
    for (int seed = 0; seed < 5; seed++) {
      best = Math.min(best, MiniBatchKMeans.of(10).seed(seed).fit(rows).inertia());
    }

    assertThat(best).isLessThan(full * 1.03);
  }

  @Test
  void clearGroupsAreFound() {
    KMeansModel model = MiniBatchKMeans.of(3).batchSize(50).fit(Reference.input("blobs_300x2"));

    assertThat(model.inertia()).isLessThan(556.672201 * 1.05);
    assertThat(model.converged()).isTrue();
    assertThat(model.sizes()).doesNotContain(0);
  }

  @Test
  void aBatchThatNoArrayHoldsIsRefused() {
    Rows many =
        new Rows() {
          @Override
          public int count() {
            return 5_000_000;
          }

          @Override
          public int dimension() {
            return 512;
          }

          @Override
          public void copy(int first, int rows, FloatBuffer destination) {
            throw new AssertionError("nothing is to be read");
          }
        };

    assertThatIllegalArgumentException()
        .isThrownBy(() -> MiniBatchKMeans.of(3).batchSize(5_000_000).fit(many))
        .withMessageContaining("at most 4194303 rows of 512, got 5000000");
  }

  @Test
  void labelsAndInertiaBelongToTheCentres() {
    FMatrixRMaj rows = Reference.input("emb_1000x512");
    KMeansModel model = MiniBatchKMeans.of(8).batchSize(100).fit(rows);

    assertThat(model.predict(rows)).isEqualTo(model.labels());
    double inertia = 0;
    FMatrixRMaj centres = model.centres();
    for (int i = 0; i < rows.numRows; i++) {
      for (int f = 0; f < rows.numCols; f++) {
        double difference = rows.get(i, f) - centres.get(model.labels()[i], f);
        inertia += difference * difference;
      }
    }
    assertThat(model.inertia()).isCloseTo(inertia, within(1e-5 * inertia));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void resultsAreTheSameBitsForAnyNumberOfThreads(int threads) {
    FMatrixRMaj rows = Reference.input("tall_3000x64");

    KMeansModel one = MiniBatchKMeans.of(10).seed(5).threads(1).fit(rows);
    KMeansModel many = MiniBatchKMeans.of(10).seed(5).threads(threads).fit(rows);

    assertThat(many.labels()).isEqualTo(one.labels());
    assertThat(many.centres().data).isEqualTo(one.centres().data);
    assertThat(many.inertia()).isEqualTo(one.inertia());
  }

  @Test
  void fewRowsAndEqualRowsAreNoTrouble() {
    assertThat(MiniBatchKMeans.of(1).fit(Rows.of(new float[] {3, 4}, 2)).labels())
        .containsExactly(0);
    KMeansModel equal = MiniBatchKMeans.of(2).fit(Reference.input("all_equal_10x8"));
    assertThat(equal.inertia()).isZero();
  }

  @Test
  void passesAreLimited() {
    FMatrixRMaj rows = Reference.input("tall_3000x64");

    KMeansModel model = MiniBatchKMeans.of(10).batchSize(1000).maxPasses(1).fit(rows);

    assertThat(model.iterations()).isEqualTo(3);
    assertThat(model.converged()).isFalse();
  }

  @Test
  void wrongCallsNameWhatWasExpectedAndGiven() {
    refused(() -> MiniBatchKMeans.of(0), "expected at least one cluster, got 0");
    refused(() -> MiniBatchKMeans.of(2).batchSize(0), "at least one row, got 0");
    refused(() -> MiniBatchKMeans.of(2).maxPasses(0), "expected at least one pass, got 0");
    refused(() -> MiniBatchKMeans.of(2).threads(0), "expected at least one thread, got 0");
    refused(
        () -> MiniBatchKMeans.of(5).fit(new FMatrixRMaj(4, 2)),
        "expected at least as many rows as clusters, got 4 rows for 5 clusters");
    refused(
        () -> MiniBatchKMeans.of(1).fit(Rows.of(new float[] {1, Float.NaN, 2, 3}, 2)),
        "expected finite values, got NaN");
  }

  private static void refused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
  }
}
