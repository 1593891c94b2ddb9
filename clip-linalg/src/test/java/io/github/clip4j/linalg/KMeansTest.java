package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
  private static final Rows FOUR = Rows.of(new float[] {0, 0, 0, 1, 5, 5, 5, 6}, 2);

  @Test
  void twoPairsAreTwoClusters() {
    KMeansModel model = KMeans.of(2).fit(FOUR);

    assertThat(model.clusters()).isEqualTo(2);
    assertThat(model.dimension()).isEqualTo(2);
    assertThat(model.sizes()).containsExactly(2, 2);
    assertThat(model.inertia()).isEqualTo(1);
    assertThat(model.converged()).isTrue();
    int[] labels = model.labels();
    assertThat(labels[0]).isEqualTo(labels[1]).isNotEqualTo(labels[2]);
    assertThat(labels[2]).isEqualTo(labels[3]);
    assertThat(model.centres().get(labels[0], 1)).isEqualTo(0.5f);
    assertThat(model.predict(Rows.of(new float[] {1, 1, 4, 4}, 2)))
        .containsExactly(labels[0], labels[2]);
    assertThat(model.predict(Rows.of(new float[0], 2))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void resultsAreTheSameBitsForAnyNumberOfThreads(int threads) {
    FMatrixRMaj rows = Reference.input("tall_3000x64");
    KMeans settings = KMeans.of(10).seed(5).restarts(2);

    KMeansModel one = settings.threads(1).fit(rows);
    KMeansModel many = settings.threads(threads).fit(rows);

    assertThat(many.labels()).isEqualTo(one.labels());
    assertThat(many.centres().data).isEqualTo(one.centres().data);
    assertThat(many.inertia()).isEqualTo(one.inertia());
    assertThat(many.iterations()).isEqualTo(one.iterations());
  }

  @Test
  void labelsAreThoseOfTheNearestCentresInExactArithmetic() {
    // Pairs of centres so close to each other that float32 products cannot tell them apart.
    Random random = new Random(1);
    int d = 96;
    float[] centres = new float[6 * d];
    for (int i = 0; i < 3 * d; i++) {
      centres[i] = (float) random.nextGaussian();
      centres[3 * d + i] = centres[i] * (1 + 1e-6f);
    }
    float[] rows = new float[700 * d];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 50 + (float) random.nextGaussian();
    }
    for (int i = 0; i < centres.length; i++) {
      centres[i] += 50;
    }
    KMeansModel model = new KMeansModel(new int[0], toDoubles(centres), 6, 0, 0, true, 0, 1);

    int[] labels = model.predict(Rows.of(rows, d));

    for (int i = 0; i < labels.length; i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < 6; j++) {
        double distance = 0;
        for (int f = 0; f < d; f++) {
          double difference = (double) rows[i * d + f] - centres[j * d + f];
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          nearest = j;
        }
      }
      assertThat(labels[i]).isEqualTo(nearest);
    }
  }

  private static double[] toDoubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  @ParameterizedTest
  @ValueSource(floats = {0x1p-110f, 0x1p-60f, 0x1p-30f, 1, 0x1p30f, 0x1p60f, 0x1p123f})
  void theScaleOfTheDataDoesNotMatter(float scale) {
    FMatrixRMaj blobs = Reference.input("blobs_300x2");
    int[] labels = KMeans.of(3).fit(blobs).labels();
    for (int i = 0; i < blobs.data.length; i++) {
      blobs.data[i] *= scale;
    }

    KMeansModel scaled = KMeans.of(3).fit(blobs);

    assertThat(scaled.labels()).isEqualTo(labels);
    assertThat(scaled.inertia() / scale / scale).isCloseTo(556.6722, within(0.01));
  }

  @Test
  void asManyClustersAsRowsAreRowsOfTheirOwn() {
    KMeansModel model = KMeans.of(4).fit(FOUR);

    assertThat(model.inertia()).isZero();
    assertThat(model.sizes()).containsExactly(1, 1, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-12", "0.1, 1e-8", "0.01, 1e-8"})
  void theInertiaIsThatOfDifferencesInFloat64(double spread, double tolerance) {
    int d = 40;
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[1500 * d];
    for (int i = 0; i < values.length; i++) {
      double group = i / d % 5 == i % 5 ? 1 : -1;
      values[i] = (float) (group + spread * (random.nextDouble() - 0.5));
    }
    KMeansModel ended = KMeans.of(5).fit(Rows.of(values, d));
    // After one iteration the last labels are not those that the centres are the means of.
    KMeansModel stopped = KMeans.of(5).maxIterations(1).fit(Rows.of(values, d));

    double expected = inertia(values, ended);
    assertThat(ended.inertia()).isCloseTo(expected, within(tolerance * expected));
    expected = inertia(values, stopped);
    assertThat(stopped.inertia()).isCloseTo(expected, within(1e-6 * expected));
  }

  private static double inertia(float[] values, KMeansModel model) {
    int d = model.dimension();
    int[] labels = model.labels();
    float[] centres = model.centres().data;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += Vectors.squaredDistance(values, i * d, centres, labels[i] * d, d);
    }
    return sum;
  }

  @Test
  void oneRowIsOneCluster() {
    KMeansModel model = KMeans.of(1).fit(Rows.of(new float[] {3, 4}, 2));

    assertThat(model.labels()).containsExactly(0);
    assertThat(model.centres().data).containsExactly(3, 4);
  }

  @Test
  void equalRowsAreOneClusterWhateverWasAskedFor() {
    KMeansModel model = KMeans.of(3).restarts(5).fit(Reference.input("all_equal_10x8"));

    assertThat(model.sizes()).containsExactly(10, 0, 0);
    assertThat(model.inertia()).isZero();
  }

  @Test
  void distinctDuplicatesAreAllFound() {
    for (int seed = 0; seed < 20; seed++) {
      KMeansModel model = KMeans.of(7).seed(seed).fit(Reference.input("duplicates_50x32"));
      assertThat(model.inertia()).isZero();
      assertThat(model.sizes()).doesNotContain(0);
    }
  }

  @Test
  void accessorsReturnCopies() {
    KMeansModel model = KMeans.of(2).fit(FOUR);
    int[] labels = model.labels();

    model.labels()[0] = 9;
    model.centres().data[0] = 9;

    assertThat(model.labels()).isEqualTo(labels);
    assertThat(model.centres().data).doesNotContain(9);
  }

  @Test
  void initialCentresAreCopied() {
    FMatrixRMaj centres = new FMatrixRMaj(2, 2, true, 0, 0, 5, 5);
    KMeans settings = KMeans.of(2).initialCentres(centres);

    centres.zero();

    assertThat(settings.fit(FOUR).labels()).containsExactly(0, 0, 1, 1);
  }

  @Test
  void wrongCallsNameWhatWasExpectedAndGiven() {
    refused(() -> KMeans.of(0), "expected at least one cluster, got 0");
    refused(() -> KMeans.of(2).restarts(0), "expected at least one start, got 0");
    refused(() -> KMeans.of(2).maxIterations(0), "expected at least one iteration, got 0");
    refused(() -> KMeans.of(2).tolerance(-1), "expected a tolerance of at least 0, got -1.0");
    refused(() -> KMeans.of(2).tolerance(Double.NaN), "got NaN");
    refused(() -> KMeans.of(2).threads(0), "expected at least one thread, got 0");
    refused(
        () -> KMeans.of(5).fit(FOUR),
        "expected at least as many rows as clusters, got 4 rows for 5 clusters");
    refused(
        () -> KMeans.of(2).fit(Rows.of(new float[] {1, 2, 3, Float.NaN}, 2)),
        "expected finite values, got NaN in row 1, column 1");
    refused(
        () -> KMeans.of(2).fit(FOUR).predict(Rows.of(new float[3], 3)),
        "expected rows of 2 columns, got 3");
  }

  @Test
  void initialCentresThatDoNotFitAreRefused() {
    FMatrixRMaj centres = new FMatrixRMaj(2, 3);
    refused(() -> KMeans.of(3).initialCentres(centres), "expected 3 initial centres, got 2");
    refused(
        () -> KMeans.of(2).initialCentres(centres).fit(FOUR),
        "expected rows of 2 columns as initial centres, got 3");
    refused(() -> KMeans.of(2).initialCentres(centres).restarts(2), "expected one start with");
    refused(() -> KMeans.of(2).restarts(2).initialCentres(centres), "expected one start with");
    FMatrixRMaj broken = new FMatrixRMaj(2, 2, true, 0, 0, Float.POSITIVE_INFINITY, 0);
    refused(
        () -> KMeans.of(2).initialCentres(broken).fit(FOUR),
        "expected finite values, got Infinity in row 1, column 0");
  }

  @Test
  void valuesWhoseSumsLeaveFloat32AreAddedInFloat64() {
    float[] values = new float[2 * 120];
    for (int i = 0; i < 120; i++) {
      // Ordinary rows first, so that the values are taken as they are.
      values[2 * i] = i < 80 ? 8 : i < 100 ? 0x1p126f : -0x1p126f;
      values[2 * i + 1] = i;
    }
    KMeansModel model = KMeans.of(3).seed(1).fit(Rows.of(values, 2));
    int[] labels = model.labels();
    assertThat(Arrays.stream(labels, 0, 80)).containsOnly(labels[0]);
    assertThat(model.centres().get(labels[0], 0)).isEqualTo(8);
    assertThat(model.centres().get(labels[80], 0)).isEqualTo(0x1p126f);
    assertThat(model.centres().get(labels[110], 0)).isEqualTo(-0x1p126f);
    assertThat(model.inertia()).isFinite();
  }

  @Test
  void aCentreThatIsFarFromOrdinaryBlocksHasAFiniteInertia() {
    float[] values = new float[2 * 10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    values[values.length - 1] = 0x1p100f;
    KMeansModel model = KMeans.of(1).fit(Rows.of(values, 2));
    assertThat(model.inertia()).isCloseTo(0x1p200, within(0x1p188));
  }

  private static void refused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
  }
}
