package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcaTest {

  @Test
  void pointsOnALineHaveOneComponent() {
    FMatrixRMaj line = new FMatrixRMaj(3, 2, true, 0, 0, -3, -4, -6, -8);

    PcaModel model = Pca.withComponents(2).fit(line);

    assertThat(model.components().get(0, 0)).isCloseTo(0.6f, within(1e-6f));
    assertThat(model.components().get(0, 1)).isCloseTo(0.8f, within(1e-6f));
    assertThat(model.mean()).containsExactly(-3, -4);
    assertThat(model.explainedVariance()).containsExactly(new double[] {25, 0}, within(1e-12));
    assertThat(model.explainedVarianceRatio()).containsExactly(new double[] {1, 0}, within(1e-12));
    assertThat(model.transform(line).get(2, 0)).isCloseTo(-5, within(1e-6f));
  }

  @Test
  void whiteningLeavesNothingAlongAComponentWithoutVariance() {
    FMatrixRMaj line = new FMatrixRMaj(3, 2, true, 0, 0, -3, -4, -6, -8);

    PcaModel model = Pca.withComponents(2).whiten(true).fit(line);

    assertThat(model.whitens()).isTrue();
    FMatrixRMaj points = model.transform(line);
    assertThat(points.data).containsExactly(new float[] {1, 0, 0, 0, -1, 0}, within(1e-6f));
    assertThat(model.inverseTransform(points).data).containsExactly(line.data, within(1e-5f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void resultsAreTheSameBitsForAnyNumberOfThreads(int threads) {
    for (String input : new String[] {"tall_3000x64", "emb_200x512"}) {
      FMatrixRMaj rows = Reference.input(input);

      PcaModel one = Pca.withComponents(5).threads(1).fit(rows);
      PcaModel many = Pca.withComponents(5).threads(threads).fit(rows);

      assertThat(many.components().data).isEqualTo(one.components().data);
      assertThat(many.explainedVariance()).isEqualTo(one.explainedVariance());
      assertThat(many.noiseVariance()).isEqualTo(one.noiseVariance());
      assertThat(many.transform(rows).data).isEqualTo(one.transform(rows).data);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 700, 5000})
  void fewAxesOfManyColumnsAreThoseOfTheFullDecomposition(int n) {
    FMatrixRMaj rows = stretched(n, 192);

    PcaModel few = Pca.withComponents(2).threads(1).fit(rows);
    PcaModel full = Pca.withVariance(0.99).fit(rows);

    for (int c = 0; c < 2; c++) {
      for (int j = 0; j < 192; j++) {
        assertThat(few.components().get(c, j))
            .isCloseTo(full.components().get(c, j), within(2e-7f));
      }
      double variance = full.explainedVariance()[c];
      assertThat(few.explainedVariance()[c]).isCloseTo(variance, within(1e-10 * variance));
    }
    assertThat(few.noiseVariance() * 190 + few.explainedVariance()[1])
        .isCloseTo(
            IntStream.range(1, full.count()).mapToDouble(c -> full.explainedVariance()[c]).sum()
                + full.noiseVariance() * (192 - full.count()),
            within(1e-9));
    PcaModel many = Pca.withComponents(2).threads(3).fit(rows);
    assertThat(many.components().data).isEqualTo(few.components().data);
    assertThat(many.explainedVariance()).isEqualTo(few.explainedVariance());
  }

  /** Rows in the order of their first entry, scattered ever less along the columns. */
  private static FMatrixRMaj stretched(int n, int d) {
    Random random = new Random(n);
    FMatrixRMaj rows = new FMatrixRMaj(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        rows.set(i, j, (float) (random.nextGaussian() / (2 + j) + (j == 0 ? 2.0 * i / n : 0)));
      }
    }
    return rows;
  }

  @Test
  void equalRowsHaveNoVarianceAndNoNaN() {
    FMatrixRMaj rows = Reference.input("all_equal_10x8");

    PcaModel model = Pca.withComponents(3).whiten(true).fit(rows);

    assertThat(model.explainedVariance()).containsExactly(0, 0, 0);
    assertThat(model.explainedVarianceRatio()).containsExactly(0, 0, 0);
    assertThat(model.noiseVariance()).isZero();
    assertThat(model.transform(rows).data).containsOnly(0);
    assertThat(Pca.withVariance(0.9).fit(rows).count()).isEqualTo(1);
  }

  @Test
  void theEntryOfLargestSizeIsPositive() {
    FMatrixRMaj components = Pca.withComponents(11).fit(Reference.input("emb_12x512")).components();

    for (int c = 0; c < components.numRows; c++) {
      float largest = 0;
      for (int j = 0; j < components.numCols; j++) {
        float entry = components.get(c, j);
        largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
      }
      assertThat(largest).isPositive();
    }
  }

  @Test
  void ofEntriesOfEqualSizeTheFirstIsPositive() {
    FMatrixRMaj rows = new FMatrixRMaj(2, 2, true, -1, 1, 1, -1);

    FMatrixRMaj components = Pca.withComponents(1).fit(rows).components();

    assertThat(components.get(0, 0)).isPositive();
    assertThat(components.get(0, 1)).isNegative();
  }

  @Test
  void accessorsReturnCopies() {
    PcaModel model = Pca.withComponents(2).fit(Reference.input("blobs_300x2"));
    double variance = model.explainedVariance()[0];

    model.explainedVariance()[0] = -1;
    model.components().zero();
    model.mean()[0] = 99;

    assertThat(model.explainedVariance()[0]).isEqualTo(variance);
    assertThat(model.components().data).isNotEqualTo(new float[4]);
    assertThat(model.mean()[0]).isNotEqualTo(99);
  }

  @Test
  void wrongCallsNameWhatWasExpectedAndGiven() {
    FMatrixRMaj rows = new FMatrixRMaj(3, 5);
    refused(() -> Pca.withComponents(0), "expected at least one component, got 0");
    refused(() -> Pca.withVariance(1), "above 0 and below 1, got 1.0");
    refused(() -> Pca.withVariance(Double.NaN), "above 0 and below 1, got NaN");
    refused(() -> Pca.withComponents(1).threads(0), "expected at least one thread, got 0");
    refused(
        () -> Pca.withComponents(4).fit(rows),
        "expected at most 3 components, the lesser of 3 rows and 5 columns, got 4");
    refused(() -> Pca.withComponents(1).fit(new FMatrixRMaj(1, 5)), "expected at least 2 rows");
    refused(() -> Pca.withVariance(0.5).fit(new FMatrixRMaj(0, 5)), "expected at least 2 rows");
    refused(() -> Pca.withVariance(0.5).fit(new FMatrixRMaj(3, 0)), "at least one row and one");
    PcaModel model = Pca.withComponents(2).fit(new FMatrixRMaj(3, 5));
    refused(() -> model.transform(new FMatrixRMaj(1, 4)), "expected rows of 5 columns, got 4");
    refused(
        () -> model.inverseTransform(new FMatrixRMaj(1, 3)),
        "expected rows of 2 components, got 3");
  }

  @Test
  void valuesThatAreNoNumbersAreNamedByRowAndColumn() {
    FMatrixRMaj rows = new FMatrixRMaj(600, 3);
    rows.set(599, 0, Float.NEGATIVE_INFINITY);
    rows.set(300, 2, Float.NaN);

    refused(
        () -> Pca.withComponents(1).fit(rows),
        "expected finite values, got NaN in row 300, column 2");
  }

  @Test
  void valuesWhoseSumsLeaveTheRangeOfFloatsHaveAMean() {
    float large = 0x1p127f;
    FMatrixRMaj rows = new FMatrixRMaj(4, 2, true, large, 1, large, 2, large, 3, -large, 4);

    PcaModel model = Pca.withComponents(1).fit(rows);

    assertThat(model.mean()).containsExactly(large / 2, 2.5f);
  }

  private static void refused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessageContaining(message);
  }
}
