package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.linalg.Rows;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingsTest {
  private final Embeddings axes =
      Embeddings.of(
          List.of("right", "up", "diagonal", "none"),
          Rows.of(new float[] {3, 0, 0, 2, 5, 5, 0, 0}, 2),
          "model");

  @Test
  void vectorsAreNormalisedAndAZeroVectorStaysZero() {
    assertThat(axes.vector(0)).containsExactly(1, 0);
    assertThat(axes.vector(1)).containsExactly(0, 1);
    assertThat(axes.vector(2)).containsExactly((float) Math.sqrt(0.5), (float) Math.sqrt(0.5));
    assertThat(axes.vector(3)).containsExactly(0, 0);
  }

  @Test
  void longVectorsAreNormalisedWithoutOverflow() {
    Embeddings large = Embeddings.of(List.of("a"), List.of(new float[] {3e38f, 3e38f}), 2, "m");

    assertThat(large.vector(0)[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-7f));
  }

  @Test
  void whatIsHandedOutOrInIsCopied() {
    float[] values = {1, 0};
    Embeddings embeddings = Embeddings.of(List.of("a"), Rows.of(values, 2), "m");
    values[0] = 7;
    embeddings.vector(0)[0] = 7;
    embeddings.toMatrix().set(0, 0, 7);

    assertThat(embeddings.vector(0)).containsExactly(1, 0);
  }

  @Test
  void nearestAreOrderedByCosineAndEqualOnesByRow() {
    Embeddings embeddings =
        Embeddings.of(
            List.of("a", "b", "c", "d"), Rows.of(new float[] {0, 1, 1, 0, 2, 0, 1, 1}, 2), "model");

    assertThat(embeddings.nearest(new float[] {10, 0}, 3))
        .extracting(Embeddings.Neighbour::id)
        .containsExactly("b", "c", "d");
    assertThat(embeddings.nearest(new float[] {1, 0}, 1))
        .containsExactly(new Embeddings.Neighbour(1, "b", 1));
    assertThat(embeddings.nearest(new float[] {1, 0}, 9)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"1, 3, 2", "2, 5, 4", "70, 7, 5", "200, 32, 3", "130, 1, 8"})
  void nearestOfEachAreTheNearestOfEachRowWithoutTheRowItself(int count, int dimension, int k) {
    Random random = new Random(count);
    float[] values = new float[count * dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    List<String> ids = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    Embeddings some = Embeddings.of(ids, Rows.of(values, dimension), "model");

    List<List<Embeddings.Neighbour>> nearest = some.nearestOfEach(k);

    assertThat(nearest).hasSize(count);
    for (int row = 0; row < count; row++) {
      int self = row;
      assertThat(nearest.get(row))
          .isEqualTo(
              some.nearest(some.vector(row), count).stream()
                  .filter(neighbour -> neighbour.row() != self)
                  .limit(k)
                  .toList());
    }
  }

  @Test
  void cosinesOfTwoSetsAreAMatrix() {
    Embeddings right = Embeddings.of(List.of("r"), List.of(new float[] {1, 0}), 2, "model");

    assertThat(axes.cosines(right).data).containsExactly(1, 0, (float) Math.sqrt(0.5), 0);
    assertThat(axes.cosines(2, 2, right).data).containsExactly((float) Math.sqrt(0.5), 0);
    assertThatThrownBy(() -> axes.cosines(3, 2, right))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void vectorsOfAnotherModelAreRefused() {
    Embeddings other = Embeddings.of(List.of("x"), List.of(new float[] {1, 0}), 2, "another");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> axes.cosines(other))
        .withMessageContaining("expected model")
        .withMessageContaining("got another");
  }

  @Test
  void wrongShapesAndNumbersAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.of(List.of("a", "b"), Rows.of(new float[2], 2), "m"))
        .withMessageContaining("2 ids for 1 vectors");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.of(List.of("a"), List.of(new float[3]), 2, "m"))
        .withMessageContaining("expected vectors of 2 entries, got 3 for a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embeddings.of(List.of("a"), List.of(new float[] {1, Float.NaN}), 2, "m"))
        .withMessageContaining("vector of a");
  }
}
