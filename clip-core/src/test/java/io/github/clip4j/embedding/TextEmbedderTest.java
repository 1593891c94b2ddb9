package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextEmbedderTest {
  private final List<Integer> calls = new ArrayList<>();

  @Test
  void aLabelIsTheNormalisedMeanOfItsNormalisedPrompts() {
    PromptTemplates prompts = PromptTemplates.of(List.of("a {}", "the {}"));

    Embeddings labels = TextEmbedder.of(encoder()).embedLabels(List.of("cat"), prompts);

    // "a cat" is (5, 0) and "the cat" (0, 7): of unequal norm, but of equal weight.
    assertThat(labels.ids()).containsExactly("cat");
    assertThat(labels.vector(0)[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    assertThat(labels.vector(0)[1]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
  }

  @Test
  void manyLabelsAreEncodedSomeAtATime() {
    List<String> labels = IntStream.range(0, 5000).mapToObj(i -> "label " + i).toList();

    Embeddings embeddings = TextEmbedder.of(encoder()).embedLabels(labels, PromptTemplates.none());

    assertThat(embeddings.count()).isEqualTo(5000);
    assertThat(calls).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(1024));
  }

  @Test
  void manyTemplatesAreEncodedSomeAtATime() {
    List<String> templates =
        IntStream.range(0, 2500).mapToObj(i -> (i < 1250 ? "a {} " : "the {} ") + i).toList();

    Embeddings labels =
        TextEmbedder.of(encoder())
            .embedLabels(List.of("cat", "dog"), PromptTemplates.of(templates));

    assertThat(calls).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(1024));
    assertThat(calls.stream().mapToInt(size -> size).sum()).isEqualTo(5000);
    for (int label = 0; label < 2; label++) {
      assertThat(labels.vector(label)[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }
  }

  /** Texts with "a" point to the right, others up, as long as they have characters. */
  private TextEncoder encoder() {
    return new TextEncoder() {
      @Override
      public int dimension() {
        return 2;
      }

      @Override
      public String fingerprint() {
        return "test";
      }

      @Override
      public float[][] encode(List<String> texts) {
        calls.add(texts.size());
        return texts.stream()
            .map(
                text ->
                    text.startsWith("a ")
                        ? new float[] {text.length(), 0}
                        : new float[] {0, text.length()})
            .toArray(float[][]::new);
      }

      @Override
      public void close() {}
    };
  }
}
