package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private final List<String> words = Vocabulary.words();

  @Test
  void theWordsAreAThousandEverydayNouns() {
    assertThat(words).hasSizeBetween(900, 1_200).doesNotHaveDuplicates();
    assertThat(words).contains("animal", "food", "vehicle", "cat", "traffic light", "x-ray");
  }

  @Test
  void theWordsAreLowerCaseAndTrimmed() {
    assertThat(words).allMatch(word -> word.matches("[a-z]+(?:[ -][a-z]+)*"));
  }
}
