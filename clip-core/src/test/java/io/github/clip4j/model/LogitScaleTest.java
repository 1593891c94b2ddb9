package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.model.LogitScale.Origin;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogitScaleTest {

  @Test
  void aSoftmaxSumsToOneAndScalesByTheExponential() {
    double[] p =
        LogitScale.softmax(Math.log(100), Origin.ASSUMED)
            .probabilities(new double[] {0.3, 0.28, -0.1});
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
    assertThat(p[0] / p[1]).isCloseTo(Math.exp(2), within(1e-9));
  }

  @Test
  void aSigmoidJudgesEachTextByItself() {
    LogitScale scale = LogitScale.sigmoid(Math.log(100), -10, Origin.GIVEN);
    assertThat(scale.probabilities(new double[] {0.1})[0]).isCloseTo(0.5, within(1e-9));
    assertThat(scale.probabilities(new double[] {0.1, 0.9})[0]).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void largeScalesDoNotOverflow() {
    double[] p = LogitScale.softmax(10, Origin.GIVEN).probabilities(new double[] {0.9, 0.1});
    assertThat(p).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 10.01})
  void aScaleIsALogarithm(double given) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitScale.sigmoid(given, -10, Origin.GIVEN))
        .withMessageContaining("4.6052 for 100, got " + given);
  }

  @Test
  void aScaleInPlaceOfItsLogarithmIsRefusedWhereItIsGiven() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelOptions.standard().withLogitScale(117.3))
        .withMessageContaining("got 117.3; its own logarithm is 4.7647");
  }

  @Test
  void aBiasIsFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LogitScale.sigmoid(4.7, Double.NaN, Origin.GIVEN))
        .withMessageContaining("bias, got NaN");
  }
}
