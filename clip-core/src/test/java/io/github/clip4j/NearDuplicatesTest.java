package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.embedding.Embeddings;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  private final ClipModel model = PlaneModel.create();
  private final Embeddings images =
      model.embedImages(PlaneModel.images(90, 0, 8, 200, 16, 91, 0)).embeddings();
  private final float nineDegrees = (float) Math.cos(Math.toRadians(9));

  @Test
  void groupsAreLinkedByChainsOfPairs() {
    assertThat(NearDuplicates.of(images, nineDegrees).groups())
        .containsExactly(List.of(0, 5), List.of(1, 2, 4, 6));
    assertThat(NearDuplicates.of(images, 1).groups()).containsExactly(List.of(1, 6));
  }

  @Test
  void pairsComeNearestFirst() {
    List<NearDuplicates.Pair> pairs = NearDuplicates.of(images, nineDegrees).pairs(3);

    assertThat(pairs)
        .extracting(NearDuplicates.Pair::firstId)
        .containsExactly("0 #1", "90 #0", "0 #1");
    assertThat(pairs)
        .extracting(NearDuplicates.Pair::secondId)
        .containsExactly("0 #6", "91 #5", "8 #2");
    assertThat(pairs.get(2).cosine()).isCloseTo((float) Math.cos(Math.toRadians(8)), within(1e-6f));
    assertThat(pairs.get(2).firstRow()).isEqualTo(1);
    assertThat(pairs.get(2).secondRow()).isEqualTo(2);
  }

  @Test
  void wrongCallsAreNamed() {
    assertThatIllegalArgumentException().isThrownBy(() -> NearDuplicates.of(images, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NearDuplicates.of(images, 0.9f).pairs(0))
        .withMessageContaining("got 0");
  }
}
