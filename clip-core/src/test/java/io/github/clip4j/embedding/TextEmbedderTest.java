package io.github.clip4j.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.error.TextException;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void theEncodersArraysAreLeftAsTheyWere() {
    float[] cat = {3, 4};
    float[] dog = {0, 2};
    TextEmbedder table = TextEmbedder.of(giving(texts -> new float[][] {cat, dog}));

    for (int round = 0; round < 2; round++) {
      Embeddings labels = table.embedLabels(List.of("cat", "dog"), PromptTemplates.none());
      assertThat(labels.vector(0)).containsExactly(0.6f, 0.8f);
      assertThat(table.embed(List.of("cat", "dog")).vector(1)).containsExactly(0, 1);
    }

    assertThat(cat).containsExactly(3, 4);
    assertThat(dog).containsExactly(0, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void aTextWithoutAFiniteVectorIsNamed(int count) {
    TextEmbedder embedder =
        TextEmbedder.of(
            giving(
                texts ->
                    texts.stream()
                        .map(text -> new float[] {text.contains("text 2") ? Float.NaN : 1, 1})
                        .toArray(float[][]::new)));
    List<String> texts = IntStream.range(0, count).mapToObj(i -> "text " + i).toList();

    assertThatThrownBy(() -> embedder.embed(texts))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("NaN or infinity for the text \"text 2\"");
    assertThatThrownBy(() -> embedder.embedLabels(texts, PromptTemplates.of(List.of("a {}"))))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("\"a text 2\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 100})
  void vectorsOfAnotherNumberOrLengthAreAModelsFault(int count) {
    TextEmbedder few = TextEmbedder.of(giving(texts -> new float[1][2]));
    TextEmbedder long3 = TextEmbedder.of(giving(texts -> new float[texts.size()][3]));
    List<String> texts = IntStream.range(0, count).mapToObj(i -> "text " + i).toList();

    assertThatThrownBy(() -> few.embed(texts))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching("expected \\d+ vectors from the encoder test, got 1 of them");
    assertThatThrownBy(() -> long3.embedLabels(texts, PromptTemplates.none()))
        .isInstanceOf(ModelException.class)
        .hasMessageMatching(
            "expected vectors of 2 entries from the encoder test, got one of 3 for \"text \\d+\"");
  }

  private static TextEncoder giving(Function<List<String>, float[][]> vectors) {
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
        return vectors.apply(texts);
      }

      @Override
      public void close() {}
    };
  }

  /** Texts with "a" point to the right, others up, as long as they have characters. */
  private TextEncoder encoder() {
    return giving(
        texts -> {
          calls.add(texts.size());
          return texts.stream()
              .map(
                  text ->
                      text.startsWith("a ")
                          ? new float[] {text.length(), 0}
                          : new float[] {0, text.length()})
              .toArray(float[][]::new);
        });
  }
}
