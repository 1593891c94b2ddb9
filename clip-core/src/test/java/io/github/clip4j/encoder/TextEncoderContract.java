package io.github.clip4j.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link TextEncoder} must do, whatever is behind it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TextEncoderContract {

  private TextEncoder encoder;

  /** Opens the encoder under test, with a directory to use; the contract closes it. */
  protected abstract TextEncoder open(Path directory) throws Exception;

  /** Texts that the encoder can encode, of different lengths, all different. */
  protected List<String> texts() {
    return List.of(
        "cat", "a photo of a cat", "two dogs", "a red bus in the rain at night", "cat, sleeping");
  }

  /** How far an entry of a unit vector may move with the texts beside it. */
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
  void vectorsHaveTheDimensionThatIsPromised() {
    float[][] vectors = encoder.encode(texts());
    assertThat(vectors).hasDimensions(texts().size(), encoder.dimension());
    for (float[] vector : vectors) {
      assertThat(Vectors.dot(vector, vector)).isFinite().isPositive();
    }
  }

  @Test
  void noTextsGiveNoVectors() {
    assertThat(encoder.encode(List.of())).isEmpty();
  }

  @Test
  void rowsFollowTheOrderOfTheTexts() {
    List<String> reversed = new ArrayList<>(texts());
    Collections.reverse(reversed);
    float[][] forward = Vectors.of(encoder, texts());
    float[][] backward = Vectors.of(encoder, reversed);
    for (int i = 0; i < forward.length; i++) {
      assertClose(backward[forward.length - 1 - i], forward[i]);
    }
  }

  @Test
  void aVectorDependsOnItsOwnTextOnly() {
    float[][] together = Vectors.of(encoder, texts());
    for (int i = 0; i < together.length; i++) {
      assertClose(Vectors.of(encoder, List.of(texts().get(i)))[0], together[i]);
    }
    float[][] twice = Vectors.of(encoder, List.of(texts().get(0), texts().get(0)));
    assertClose(twice[0], twice[1]);
  }

  @Test
  void manyThreadsGetTheSameBits() {
    float[][] alone = encoder.encode(texts());
    List<float[][]> results =
        IntStream.range(0, 16).parallel().mapToObj(i -> encoder.encode(texts())).toList();
    assertThat(results).allSatisfy(result -> assertThat(result).isDeepEqualTo(alone));
  }

  @Test
  void theFingerprintIsThere() {
    assertThat(encoder.fingerprint()).isNotBlank().isEqualTo(encoder.fingerprint());
  }

  private void assertClose(float[] actual, float[] expected) {
    assertThat(Vectors.largestDifference(actual, expected)).isCloseTo(0, within(independence()));
  }
}
