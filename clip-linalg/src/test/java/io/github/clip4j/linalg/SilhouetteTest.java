package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilhouetteTest {

  @Test
  void aRowAloneInItsClusterHasSilhouetteZero() {
    JsonObject golden = Reference.entry("silhouette_singleton");
    double[] points = Reference.doubles(golden, "points");
    float[] rows = new float[points.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) points[i];
    }
    Silhouette silhouette = Silhouette.of(Rows.of(rows, 1), new int[] {0, 0, 1, 2, 2});

    assertThat(silhouette.samples())
        .containsExactly(Reference.doubles(golden, "samples"), within(1e-6));
    assertThat(silhouette.samples()[2]).isZero();
    assertThat(silhouette.mean()).isCloseTo(golden.get("score").getAsDouble(), within(1e-6));
    assertThat(silhouette.neighbours()).containsExactly(1, 1, 2, 1, 1);
  }

  @Test
  void labelsMayBeAnyNumbers() {
    Rows rows = Rows.of(new float[] {0, 1, 10, 11}, 1);

    Silhouette silhouette = Silhouette.of(rows, new int[] {70, 70, -3, -3});

    assertThat(silhouette.samples())
        .containsExactly(
            new double[] {1 - 1 / 10.5, 1 - 1 / 9.5, 1 - 1 / 9.5, 1 - 1 / 10.5}, within(1e-12));
    assertThat(silhouette.neighbours()).containsExactly(-3, -3, 70, 70);
  }

  @Test
  void equalRowsInTwoClustersHaveSilhouetteZero() {
    Silhouette silhouette = Silhouette.of(new FMatrixRMaj(4, 2), new int[] {0, 0, 1, 1});

    assertThat(silhouette.samples()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void resultsAreTheSameBitsForAnyNumberOfThreads(int threads) {
    Rows rows = Rows.of(Reference.input("emb_1000x512"));
    int[] labels = IntStream.range(0, 1000).map(i -> i % 4).toArray();

    assertThat(Silhouette.of(rows, labels, threads).samples())
        .isEqualTo(Silhouette.of(rows, labels, 1).samples());
  }

  @Test
  void whereItIsNotDefinedItIsRefused() {
    Rows rows = Rows.of(new float[] {0, 1, 2}, 1);
    refused(rows, "expected 2 to n - 1 clusters", 0, 0, 0);
    refused(rows, "got 3 for 3 rows", 0, 1, 2);
    refused(rows, "expected one label for each of 3 rows, got 2", 0, 1);
    refused(Rows.of(new float[] {0, 1, Float.NaN}, 1), "row 2, column 0", 0, 1, 1);
  }

  private static void refused(Rows rows, String message, int... labels) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Silhouette.of(rows, labels))
        .withMessageContaining(message);
  }
}
