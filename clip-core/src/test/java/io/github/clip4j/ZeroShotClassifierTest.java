package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import io.github.clip4j.model.LogitScale;
import io.github.clip4j.text.PromptTemplates;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZeroShotClassifierTest {
  private final ClipModel model = PlaneModel.create();

  @Test
  void probabilitiesAreASoftmaxOfScaledCosines() {
    LogitScale scale = LogitScale.softmax(Math.log(10), LogitScale.Origin.GIVEN);
    ZeroShotClassifier classifier =
        ZeroShotClassifier.of(model, List.of("0", "60"), PromptTemplates.none(), scale);

    Classification result = classifier.classify(PlaneModel.images(0).get(0));

    // Cosines 1 and 1/2, times 10: 1 / (1 + exp(-5)).
    assertThat(result.label()).isEqualTo("0");
    assertThat(result.probabilities().keySet()).containsExactly("0", "60");
    assertThat(result.probabilities().get("0")).isCloseTo(1 / (1 + Math.exp(-5)), within(1e-6));
  }

  @Test
  void withASigmoidEachLabelIsJudgedByItself() {
    LogitScale scale = LogitScale.sigmoid(Math.log(10), -5, LogitScale.Origin.GIVEN);
    ZeroShotClassifier classifier =
        ZeroShotClassifier.of(model, List.of("0", "60"), PromptTemplates.none(), scale);

    Classification result = classifier.classify(PlaneModel.images(0).get(0));

    assertThat(result.probabilities().get("0")).isCloseTo(1 / (1 + Math.exp(-5)), within(1e-6));
    assertThat(result.probabilities().get("60")).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void ownEncodersGetTheScaleThatClipIsTrainedTo() {
    assertThat(model.logitScale().factor()).isCloseTo(100, within(1e-9));
    assertThat(model.logitScale().origin()).isEqualTo(LogitScale.Origin.ASSUMED);
  }

  @Test
  void labelsAreCheckedAndVectorsOfAnotherModelRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotClassifier.of(model, "1", ""))
        .withMessageContaining("empty");
    Embeddings foreign = Embeddings.of(List.of("x"), List.of(new float[] {1, 0}), 2, "another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZeroShotClassifier.of(model, "1").classify(foreign))
        .withMessageContaining("got vectors of another");
  }

  @Test
  void aBrokenImageIsNamed() {
    ImageSource broken = ImageSource.bytes("broken.jpg", new byte[0]);
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ZeroShotClassifier.of(model, "1").classify(broken))
        .withMessage("broken.jpg: no picture");
  }
}
