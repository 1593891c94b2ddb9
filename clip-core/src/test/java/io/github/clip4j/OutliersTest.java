package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.Outliers.Outlier;
import io.github.clip4j.embedding.Embeddings;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutliersTest {
  private final ClipModel model = PlaneModel.create();

  private Embeddings images(int... degrees) {
    return model.embedImages(PlaneModel.images(degrees)).embeddings();
  }

  @Test
  void theImagesFarthestFromTheirNeighboursComeFirst() {
    List<Outlier> outliers = Outliers.of(images(0, 2, 4, 90, 6, 250), 2, 2);

    assertThat(outliers).extracting(Outlier::id).containsExactly("250 #5", "90 #3");
    // The nearest to 90 degrees are 6 and 4.
    double mean = (Math.cos(Math.toRadians(84)) + Math.cos(Math.toRadians(86))) / 2;
    assertThat(outliers.get(1).meanCosine()).isCloseTo(mean, within(1e-6));
    assertThat(outliers.get(1).row()).isEqualTo(3);
  }

  @Test
  void moreNeighboursFindAnOddPairThatHidesItself() {
    Embeddings images = images(0, 2, 4, 90, 90, 6, 8);

    assertThat(Outliers.of(images, 1, 1)).extracting(Outlier::row).doesNotContain(3, 4);
    assertThat(Outliers.of(images, 3, 2)).extracting(Outlier::row).containsExactly(3, 4);
  }

  @Test
  void allOthersAreNeighboursWhereThereAreFewer() {
    assertThat(Outliers.of(images(0, 60), 10, 10)).extracting(Outlier::row).containsExactly(0, 1);
  }

  @Test
  void manyImagesAreComparedBlockByBlock() {
    int[] degrees = new int[700];
    degrees[650] = 180;
    assertThat(Outliers.of(images(degrees), 5, 1)).extracting(Outlier::row).containsExactly(650);
  }

  @Test
  void wrongCallsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outliers.of(images(1), 1, 1))
        .withMessage("expected at least 2 vectors, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outliers.of(images(1, 2), 0, 1))
        .withMessageContaining("got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Outliers.of(images(1, 2), 1, 0))
        .withMessageContaining("got 0");
  }
}
