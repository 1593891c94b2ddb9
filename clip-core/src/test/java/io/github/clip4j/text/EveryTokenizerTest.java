package io.github.clip4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.clip4j.model.ReferenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ids of hard strings (emoji, CJK, right to left, combining marks, NUL, unpaired surrogates, very
 * long) by every kind of tokenizer. {@code src/test/python/make_token_goldens.py} made the goldens.
 */
class EveryTokenizerTest {

  private static final int LIMIT = 48;

  @ParameterizedTest
  @CsvSource({
    "wordpiece,         layouts/multilingual/text/tokenizer.json",
    "wordpiece-uncased, layouts/tokens/wordpiece-uncased.json",
    "unigram,           layouts/immich-multilingual/textual/tokenizer.json",
    "gemma,             layouts/siglip2/tokenizer.json",
    "clip,              reference/models/tokenizers/clip.json",
    "siglip,            reference/models/tokenizers/siglip.json"
  })
  void idsEqualThoseOfPython(String kind, String file, @TempDir Path directory) throws IOException {
    copyTokenizer(file, directory);
    assertIds(kind, directory);
  }

  @ParameterizedTest
  @CsvSource({
    "tokenizer_config.json, tokenizer_class, Siglip2Tokenizer",
    "config.json,           model_type,      siglip2"
  })
  void siglip2LowerCasesAsItsClassInTransformersDoes(
      String file, String key, String value, @TempDir Path directory) throws IOException {
    copyTokenizer("layouts/siglip2/tokenizer.json", directory);
    Files.writeString(directory.resolve(file), "{\"" + key + "\": \"" + value + "\"}");
    assertIds("gemma-lower-case", directory);
  }

  private static void copyTokenizer(String file, Path directory) throws IOException {
    Path source = ReferenceModels.file("../" + file);
    Files.copy(source, directory.resolve("tokenizer.json"));
  }

  private static void assertIds(String kind, Path directory) {
    List<JsonObject> strings = lines("strings");
    List<JsonObject> expected = lines(kind);
    assertThat(strings).hasSameSizeAs(expected).hasSizeGreaterThan(250);
    try (ClipTokenizer tokenizer = ClipTokenizer.load(directory, LIMIT)) {
      for (int i = 0; i < strings.size(); i++) {
        JsonObject string = strings.get(i);
        String text = string.get("text").getAsString().repeat(string.get("times").getAsInt());
        TokenizedText tokens = tokenizer.tokenize(text);
        assertThat(tokens.ids())
            .as("%s", string)
            .isEqualTo(new Gson().fromJson(expected.get(i).get("ids"), int[].class));
        assertThat(tokens.untruncatedLength())
            .as("%s", string)
            .isEqualTo(expected.get(i).get("length").getAsInt());
      }
    }
  }

  private static List<JsonObject> lines(String name) {
    return ReferenceModels.jsonLines("../layouts/tokens/" + name + ".jsonl").toList();
  }
}
