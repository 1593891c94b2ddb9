package io.github.clip4j.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.error.ImageException;
import io.github.clip4j.image.ImageSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ImageEncoder} must do, whatever is behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ImageEncoderContract {

  private ImageEncoder encoder;

  /** Opens the encoder under test, with a directory to use; the contract closes it. */
  protected abstract ImageEncoder open(Path directory) throws Exception;

  /** Different images that the encoder can read, at least three. */
  protected abstract List<ImageSource> images();

  /** An image that the encoder cannot read. */
  protected abstract ImageSource unreadable();

  /** How far an entry of a unit vector may move with the images beside it. */
  protected double independence() {
    return 1e-6;
  }

  @BeforeAll
  final void openEncoder(@TempDir Path directory) throws Exception {
    encoder = open(directory);
  }

  @AfterAll
  final void closeEncoder() {
    encoder.close();
    encoder.close();
  }

  @Test
  void aBatchHoldsAtLeastOneImage() {
    assertThat(encoder.batchSize()).isPositive();
  }

  @Test
  void vectorsHaveTheDimensionThatIsPromised() {
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      batch.load(0, images().get(0));
      float[][] vectors = batch.encode(new int[] {0});
      assertThat(vectors).hasDimensions(1, encoder.dimension());
      assertThat(Vectors.dot(vectors[0], vectors[0])).isFinite().isPositive();
    }
  }

  @Test
  void rowsFollowTheOrderOfTheSlots() {
    float[][] alone = alone();
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      int count = Math.min(images().size(), encoder.batchSize());
      for (int slot = 0; slot < count; slot++) {
        batch.load(slot, images().get(slot));
      }
      float[][] rows =
          Vectors.normalized(
              batch.encode(IntStream.range(0, count).map(i -> count - 1 - i).toArray()));
      for (int i = 0; i < count; i++) {
        assertClose(rows[i], alone[count - 1 - i]);
      }
    }
  }

  @Test
  void aVectorDependsOnItsOwnImageOnly() {
    float[][] alone = alone();
    float[][] together = Vectors.of(encoder, images());
    for (int i = 0; i < alone.length; i++) {
      assertClose(together[i], alone[i]);
    }
  }

  @Test
  void aBatchCanBeUsedAgain() {
    float[][] alone = alone();
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      for (int i = 0; i < alone.length; i++) {
        batch.load(0, images().get(i));
        assertClose(Vectors.normalized(batch.encode(new int[] {0}))[0], alone[i]);
      }
    }
  }

  @Test
  void anImageThatCannotBeReadLeavesTheOthersBitsAsTheyWere() {
    List<ImageSource> images = images();
    if (encoder.batchSize() < 3) {
      return;
    }
    try (ImageEncoder.Batch batch = encoder.newBatch()) {
      for (int slot = 0; slot < 3; slot++) {
        batch.load(slot, images.get(slot));
      }
      float[][] all = batch.encode(new int[] {0, 1, 2});
      batch.load(0, images.get(0));
      batch.load(1, images.get(1));
      assertThatThrownBy(() -> batch.load(2, unreadable())).isInstanceOf(ImageException.class);
      assertThat(batch.encode(new int[] {0, 1})).isDeepEqualTo(new float[][] {all[0], all[1]});
    }
  }

  @Test
  void manyThreadsGetTheSameBits() {
    float[][] expected = Vectors.of(encoder, images());
    List<float[][]> results =
        IntStream.range(0, 3).parallel().mapToObj(i -> Vectors.of(encoder, images())).toList();
    assertThat(results).allSatisfy(result -> assertThat(result).isDeepEqualTo(expected));
  }

  @Test
  void theFingerprintIsThere() {
    assertThat(encoder.fingerprint()).isNotBlank().isEqualTo(encoder.fingerprint());
  }

  private float[][] alone() {
    return images().stream()
        .map(image -> Vectors.of(encoder, List.of(image))[0])
        .toArray(float[][]::new);
  }

  private void assertClose(float[] actual, float[] expected) {
    assertThat(Vectors.largestDifference(actual, expected)).isCloseTo(0, within(independence()));
  }
}
