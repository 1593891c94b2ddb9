package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clip4j.embedding.Embeddings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextSearchTest {
  private final ClipModel model = PlaneModel.create();
  private final Embeddings images =
      model.embedImages(PlaneModel.images(0, 50, 90, 100)).embeddings();

  @Test
  void theNearestImagesComeFirst() {
    assertThat(TextSearch.of(model, images).search("95", 3))
        .extracting(Embeddings.Neighbour::id)
        .containsExactly("90 #2", "100 #3", "50 #1");
  }

  @Test
  void manyQueriesAreAnsweredInTheirOrder() {
    TextSearch search = TextSearch.of(model, images);

    assertThat(search.search(List.of("95", "1"), 2))
        .containsExactly(search.search("95", 2), search.search("1", 2));
  }

  @Test
  void textsCanBeSearchedToo() {
    assertThat(TextSearch.of(model, model.embedTexts(List.of("10", "80"))).search("70", 1))
        .extracting(Embeddings.Neighbour::id)
        .containsExactly("80");
  }

  @Test
  void imagesOfAnotherModelAndModelsWithoutTextsAreRefused() {
    Embeddings foreign = Embeddings.of(List.of("x"), List.of(new float[] {1, 0}), 2, "another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextSearch.of(model, foreign))
        .withMessageContaining("got vectors of another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextSearch.of(ClipModel.of(PlaneModel.imageEncoder()), images))
        .withMessageContaining("searching by text needs a text encoder");
  }
}
