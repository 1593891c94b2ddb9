package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** k-means with bounds against Lloyd's algorithm without any, in float64. */
class BoundsTest {

  @ParameterizedTest
  @CsvSource({
    "tall_3000x64, 10",
    "tall_3000x64, 40",
    "tall_3000x64, 2",
    "tall_3000x64, 8",
    "emb_1000x512, 3",
    "emb_1000x512, 8",
    "offset_500x16, 6"
  })
  void labelsAndIterationsAreThoseOfLloydWithEveryDistance(String input, int clusters) {
    FMatrixRMaj rows = Reference.input(input);
    FMatrixRMaj centres = new FMatrixRMaj(clusters, rows.numCols);
    int step = rows.numRows / clusters;
    for (int j = 0; j < clusters; j++) {
      System.arraycopy(
          rows.data, j * step * rows.numCols, centres.data, j * rows.numCols, rows.numCols);
    }
    Plain plain = new Plain(rows, centres);

    KMeansModel model = KMeans.of(clusters).initialCentres(centres).tolerance(0).fit(rows);

    assertThat(model.labels()).isEqualTo(plain.labels);
    assertThat(model.iterations()).isEqualTo(plain.iterations);
    assertThat(model.skippedShare()).isBetween(0.0, 1.0);
  }

  @Test
  void manyDistancesAreSkippedWhenCentresHardlyMove() {
    KMeansModel model = KMeans.of(10).seed(1).tolerance(0).fit(Reference.input("tall_3000x64"));

    assertThat(model.skippedShare()).isGreaterThan(0.3);
  }

  @Test
  void theFirstLookSkipsNothingAndTheSecondAtOneClusterAll() {
    KMeansModel model = KMeans.of(1).maxIterations(1).fit(Rows.of(new float[] {1, 2, 3}, 1));

    assertThat(model.skippedShare()).isEqualTo(0.5);
  }

  /** Lloyd's algorithm, word for word. */
  private static final class Plain {
    private final int[] labels;
    private int iterations;

    Plain(FMatrixRMaj rows, FMatrixRMaj initial) {
      int n = rows.numRows;
      int d = rows.numCols;
      int k = initial.numRows;
      double[] centres = new double[k * d];
      for (int i = 0; i < centres.length; i++) {
        centres[i] = initial.data[i];
      }
      labels = new int[n];
      int[] before = new int[n];
      Arrays.fill(before, -1);
      while (true) {
        iterations++;
        for (int i = 0; i < n; i++) {
          labels[i] = nearest(rows, i, centres, k);
        }
        if (Arrays.equals(labels, before)) {
          return;
        }
        System.arraycopy(labels, 0, before, 0, n);
        double[] sums = new double[k * d];
        int[] counts = new int[k];
        for (int i = 0; i < n; i++) {
          counts[labels[i]]++;
          for (int f = 0; f < d; f++) {
            sums[labels[i] * d + f] += rows.get(i, f);
          }
        }
        for (int i = 0; i < sums.length; i++) {
          centres[i] = sums[i] / counts[i / d];
        }
      }
    }

    private static int nearest(FMatrixRMaj rows, int i, double[] centres, int k) {
      int d = rows.numCols;
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < k; j++) {
        double distance = 0;
        for (int f = 0; f < d; f++) {
          double difference = rows.get(i, f) - centres[j * d + f];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          best = j;
        }
      }
      return best;
    }
  }
}
