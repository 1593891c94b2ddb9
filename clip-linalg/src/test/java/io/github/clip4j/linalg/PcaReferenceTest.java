package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.clip4j.npy.NpyArray;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PCA against scikit-learn's full decomposition in float64. */
class PcaReferenceTest {
  private static final double TOLERANCE = 1e-4;

  static Stream<Named<JsonObject>> cases() {
    return Reference.cases("pca")
        .map(c -> Named.of(c.get("input").getAsString() + " k=" + c.get("k").getAsInt(), c));
  }

  static Stream<JsonObject> fractions() {
    return Reference.cases("pca_fraction");
  }

  private static FMatrixRMaj rows(JsonObject golden) {
    return Reference.input(golden.get("input").getAsString());
  }

  private static PcaModel fit(JsonObject golden) {
    return Pca.withComponents(golden.get("k").getAsInt()).fit(rows(golden));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void componentsAreThoseOfTheFullDecomposition(JsonObject golden) {
    PcaModel model = fit(golden);

    assertClose(model.mean(), Reference.array(golden, "mean").toDoubles());
    double[] components = Reference.array(golden, "components").toDoubles();
    int determined = golden.get("rank_in_k").getAsInt() * model.dimension();
    assertClose(
        Arrays.copyOf(model.components().data, determined), Arrays.copyOf(components, determined));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void componentsAreOrthonormalEvenBeyondTheRank(JsonObject golden) {
    FMatrixRMaj components = fit(golden).components();

    for (int a = 0; a < components.numRows; a++) {
      for (int b = 0; b < components.numRows; b++) {
        double product = 0;
        for (int j = 0; j < components.numCols; j++) {
          product += (double) components.get(a, j) * components.get(b, j);
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void variancesAreThoseOfTheFullDecomposition(JsonObject golden) {
    PcaModel model = fit(golden);

    assertRelative(model.explainedVariance(), Reference.doubles(golden, "explained_variance"));
    assertRelative(
        model.explainedVarianceRatio(), Reference.doubles(golden, "explained_variance_ratio"));
    double[] singular = Reference.doubles(golden, "singular_values");
    assertRelative(model.singularValues(), singular);
    assertThat(model.noiseVariance())
        .isCloseTo(golden.get("noise_variance").getAsDouble(), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void transformedRowsAreThoseOfTheFullDecomposition(JsonObject golden) {
    PcaModel model = fit(golden);
    int k = model.count();
    int determined = golden.get("rank_in_k").getAsInt();
    NpyArray expected = Reference.array(golden, "transformed");

    FMatrixRMaj points = model.transform(rows(golden));

    assertClosePoints(points, expected, determined);
    if (golden.has("whitened")) {
      FMatrixRMaj whitened =
          Pca.withComponents(k).whiten(true).fit(rows(golden)).transform(rows(golden));
      assertClosePoints(whitened, Reference.array(golden, "whitened"), determined);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pointsLeadBackToTheRows(JsonObject golden) {
    if (!golden.has("inverse_transformed_first_rows")) {
      return;
    }
    for (boolean whiten : new boolean[] {false, true}) {
      PcaModel model =
          Pca.withComponents(golden.get("k").getAsInt()).whiten(whiten).fit(rows(golden));

      FMatrixRMaj back = model.inverseTransform(model.transform(rows(golden)));

      double[] expected = Reference.array(golden, "inverse_transformed_first_rows").toDoubles();
      assertClose(Arrays.copyOf(back.data, expected.length), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("fractions")
  void aFractionKeepsTheFewestComponentsThatExceedIt(JsonObject golden) {
    PcaModel model = Pca.withVariance(golden.get("fraction").getAsDouble()).fit(rows(golden));

    assertThat(model.count()).isEqualTo(golden.get("components").getAsInt());
  }

  private static void assertClosePoints(FMatrixRMaj points, NpyArray expected, int determined) {
    double[] values = expected.toDoubles();
    double largest = largest(values);
    int k = points.numCols;
    for (int i = 0; i < expected.shape()[0]; i++) {
      for (int c = 0; c < determined; c++) {
        assertThat((double) points.get(i, c))
            .isCloseTo(values[i * k + c], within(TOLERANCE * largest));
      }
    }
  }

  private static void assertClose(float[] actual, double[] expected) {
    double largest = largest(expected);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(TOLERANCE * largest));
    }
  }

  private static void assertRelative(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(1e-7 * largest(expected)));
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }
}
