package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  private final List<String> words = Vocabulary.words();
  private final AtomicInteger embedded = new AtomicInteger();
  private final TextEncoder encoder = PlaneModel.textEncoder(this::encode);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void place() {
    file = directory.resolve("vectors/words.npy");
  }

  @Test
  void theWordsAreAThousandEverydayNouns() {
    assertThat(words).hasSizeBetween(900, 1_200).doesNotHaveDuplicates();
    assertThat(words).contains("animal", "food", "vehicle", "cat", "traffic light", "x-ray");
  }

  @Test
  void theWordsAreLowerCaseAndTrimmed() {
    assertThat(words).allMatch(word -> word.matches("[a-z]+(?:[ -][a-z]+)*"));
  }

  @Test
  void aLaterProcessFindsTheSameBits() {
    Embeddings made = keptVocabulary().embed(encoder);
    Embeddings found = keptVocabulary().embed(encoder);

    assertThat(embedded).hasValue(words.size());
    assertThat(found.ids()).isEqualTo(words);
    assertThat(found.fingerprint()).isEqualTo(PlaneModel.FINGERPRINT);
    for (int row = 0; row < words.size(); row++) {
      assertThat(found.vector(row)).isEqualTo(made.vector(row));
    }
  }

  @Test
  void whatIsDamagedIsReplaced() throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[100]);
    keptVocabulary().embed(encoder);
    assertThat(NpyArray.read(file).shape()).containsExactly(words.size(), 2);

    NpyArray.of(new float[6], 3, 2).write(file);
    keptVocabulary().embed(encoder);
    NpyArray.of(new int[2 * words.size()], words.size(), 2).write(file);
    keptVocabulary().embed(encoder);
    float[] broken = new float[2 * words.size()];
    broken[1] = Float.NaN;
    NpyArray.of(broken, words.size(), 2).write(file);
    keptVocabulary().embed(encoder);

    assertThat(embedded).hasValue(4 * words.size());
    keptVocabulary().embed(encoder);
    assertThat(embedded).hasValue(4 * words.size());
  }

  @Test
  void whatCannotBeKeptIsMadeEachTime() throws IOException {
    Files.createFile(file.getParent());

    assertThat(keptVocabulary().embed(encoder).ids()).isEqualTo(words);
    assertThat(keptVocabulary().embed(encoder).ids()).isEqualTo(words);
    assertThat(embedded).hasValue(2 * words.size());
  }

  @Test
  void withoutAPlaceItIsMadeOnceAProcess() {
    Vocabulary vocabulary = new Vocabulary(none -> Optional.empty());

    assertThat(vocabulary.embed(encoder)).isSameAs(vocabulary.embed(encoder));
    assertThat(embedded).hasValue(words.size());
  }

  private Vocabulary keptVocabulary() {
    return new Vocabulary(
        asked -> {
          assertThat(asked).isEqualTo(words);
          return Optional.of(file);
        });
  }

  /** Vectors of many different roundings, none of norm 1. */
  private float[][] encode(List<String> texts) {
    embedded.addAndGet(texts.size());
    return texts.stream()
        .map(text -> new float[] {text.hashCode() % 1000 + 0.5f, 1.1f * text.length()})
        .toArray(float[][]::new);
  }
}
