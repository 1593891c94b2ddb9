package io.github.clip4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** k-means from given centres against scikit-learn in float64. */
class KMeansReferenceTest {
  private static final double TOLERANCE = 1e-5;

  static Stream<Named<JsonObject>> cases() {
    return Reference.cases("kmeans").map(c -> Named.of(c.get("case").getAsString(), c));
  }

  private static KMeansModel fit(JsonObject golden) {
    KMeans settings = KMeans.of(golden.get("k").getAsInt());
    JsonObject options = golden.getAsJsonObject("options");
    if (options.has("tol")) {
      settings = settings.tolerance(options.get("tol").getAsDouble());
    }
    if (options.has("max_iter")) {
      settings = settings.maxIterations(options.get("max_iter").getAsInt());
    }
    return settings
        .initialCentres(Reference.array(golden, "init").toMatrix())
        .fit(Reference.input(golden.get("input").getAsString()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void labelsCentresInertiaAndIterationsAreThoseOfScikitLearn(JsonObject golden) {
    KMeansModel model = fit(golden);

    assertThat(model.labels()).isEqualTo(Reference.array(golden, "labels").toInts());
    assertThat(model.iterations()).isEqualTo(golden.get("iterations").getAsInt());
    double inertia = golden.get("inertia").getAsDouble();
    assertThat(model.inertia()).isCloseTo(inertia, within(Math.max(1e-12, inertia * TOLERANCE)));
    double[] expected = Reference.array(golden, "centers").toDoubles();
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    FMatrixRMaj centres = model.centres();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) centres.data[i])
          .isCloseTo(expected[i], within(TOLERANCE * Math.max(1, largest)));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fittedRowsArePredictedToBeInTheirOwnClusters(JsonObject golden) {
    KMeansModel model = fit(golden);

    int[] predicted = model.predict(Reference.input(golden.get("input").getAsString()));

    assertThat(predicted).isEqualTo(model.labels());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void silhouettesAreThoseOfScikitLearn(JsonObject golden) {
    if (!golden.has("silhouette")) {
      return;
    }
    FMatrixRMaj rows = Reference.input(golden.get("input").getAsString());
    Silhouette silhouette = Silhouette.of(rows, Reference.array(golden, "labels").toInts());

    assertThat(silhouette.mean()).isCloseTo(golden.get("silhouette").getAsDouble(), within(1e-7));
    if (golden.has("silhouette_samples")) {
      double[] expected = Reference.array(golden, "silhouette_samples").toDoubles();
      assertThat(silhouette.samples()).containsExactly(expected, within(1e-7));
    }
  }
}
