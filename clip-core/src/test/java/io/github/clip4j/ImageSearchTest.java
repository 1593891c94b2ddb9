package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSearchTest {
  private final ClipModel model = PlaneModel.create();
  private final Embeddings images =
      model.embedImages(PlaneModel.images(0, 50, 90, 100)).embeddings();

  @Test
  void theNearestImagesComeFirst() {
    assertThat(ImageSearch.of(model, images).search(PlaneModel.images(90).get(0), 2))
        .extracting(Embeddings.Neighbour::id)
        .containsExactly("90 #2", "100 #3");
  }

  @Test
  void textsCanBeSearchedToo() {
    Embeddings texts = model.embedTexts(List.of("10", "80"));

    assertThat(ImageSearch.of(model, texts).search(PlaneModel.images(90).get(0), 1))
        .extracting(Embeddings.Neighbour::id)
        .containsExactly("80");
  }

  @Test
  void aBrokenQueryAndImagesOfAnotherModelAreNamed() {
    ImageSource broken = ImageSource.bytes("broken.jpg", new byte[0]);
    assertThatExceptionOfType(ImageException.class)
        .isThrownBy(() -> ImageSearch.of(model, images).search(broken, 1))
        .withMessage("broken.jpg: no picture");
    Embeddings foreign = Embeddings.of(List.of("x"), List.of(new float[] {1, 0}), 2, "another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSearch.of(model, foreign))
        .withMessageContaining("got vectors of another");
  }
}
