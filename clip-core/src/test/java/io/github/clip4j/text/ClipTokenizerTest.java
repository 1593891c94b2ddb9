package io.github.clip4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.ReferenceModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClipTokenizerTest {

  private static ClipTokenizer clip;
  private static ClipTokenizer openClip;
  private static ClipTokenizer siglip;

  @BeforeAll
  static void load(@TempDir Path directory) {
    clip = ClipTokenizer.load(ReferenceModels.assemble("tinyclip-split", directory));
    openClip = ClipTokenizer.load(ReferenceModels.assemble("openclip-immich", directory));
    siglip = ClipTokenizer.load(ReferenceModels.assemble("siglip-small", directory));
  }

  @AfterAll
  static void close() {
    clip.close();
    openClip.close();
    siglip.close();
  }

  @Test
  void clipIdsEqualTheReferenceOnEveryString() {
    List<JsonObject> strings = ReferenceModels.jsonLines("tokens/tokens.jsonl").toList();
    assertThat(strings).hasSize(346);
    assertThat(strings)
        .allSatisfy(
            string -> {
              TokenizedText text = clip.tokenize(string.get("text").getAsString());
              assertThat(text.ids()).isEqualTo(ints(string.getAsJsonArray("ids")));
              assertThat(text.isTruncated()).isEqualTo(string.has("untruncated_length"));
              if (text.isTruncated()) {
                assertThat(text.untruncatedLength())
                    .isEqualTo(string.get("untruncated_length").getAsInt());
              }
            });
  }

  @Test
  void siglipIdsArePaddedToTheContextWithTheModelsPadToken() {
    List<JsonObject> strings = ReferenceModels.jsonLines("tokens/siglip_tokens.jsonl").toList();
    assertThat(strings).hasSize(346);
    assertThat(strings)
        .allSatisfy(
            string -> {
              String text = string.get("text").getAsString();
              TokenBatch batch = siglip.batch(List.of(text), Padding.MAX_LENGTH);
              assertThat(batch.ids()[0]).isEqualTo(ints(string.getAsJsonArray("ids")));
            });
  }

  @Test
  void batchesArePaddedAndMaskedAsTheReferenceDoes() {
    assertThat(ReferenceModels.jsonLines("tokens/batches.jsonl"))
        .hasSize(20)
        .allSatisfy(
            batch -> {
              ClipTokenizer tokenizer =
                  batch.get("pad_token").getAsString().equals("!") ? openClip : clip;
              Padding padding =
                  Padding.valueOf(batch.get("padding").getAsString().toUpperCase(Locale.ROOT));
              TokenBatch result =
                  tokenizer.batch(
                      List.of(new Gson().fromJson(batch.get("texts"), String[].class)), padding);
              assertThat(result.ids()).isDeepEqualTo(rows(batch, "input_ids"));
              assertThat(result.attentionMask()).isDeepEqualTo(rows(batch, "attention_mask"));
            });
  }

  @Test
  void contextLengthAndPadTokenComeFromTheModelsFiles() {
    assertThat(clip.contextLength()).isEqualTo(77);
    assertThat(siglip.contextLength()).isEqualTo(64);
    assertThat(clip.padId()).hasValue(49407);
    assertThat(openClip.padId()).hasValue(0);
    assertThat(siglip.padId()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"77, 49406, 49407", "5, 49406, 49407", "2, 49406, 49407"})
  void cuttingKeepsTheTokensThatOpenAndCloseAText(
      int limit, int first, int last, @TempDir Path dir) {
    Path model = ReferenceModels.assemble("tinyclip-split", dir);
    try (ClipTokenizer tokenizer = ClipTokenizer.load(model, limit)) {
      int[] ids = tokenizer.ids("cat ".repeat(200));
      assertThat(ids).hasSize(limit).startsWith(first).endsWith(last);
    }
  }

  @Test
  void unpairedSurrogatesCountAsTheReplacementCharacter() {
    assertThat(clip.ids("a \ud83d cat")).isEqualTo(clip.ids("a \ufffd cat"));
    assertThat(clip.ids("\ude00")).isEqualTo(clip.ids("\ufffd"));
  }

  @Test
  void theProcessIsLeftAsItWasFound(@TempDir Path directory) {
    System.setProperty("RUST_FLAVOR", "cpu-precxx11");
    try {
      ClipTokenizer.load(ReferenceModels.assemble("siglip-small", directory)).close();
      assertThat(System.getProperty("RUST_FLAVOR")).isEqualTo("cpu-precxx11");
      assertThat(System.getProperty("OPT_OUT_TRACKING")).isNull();
      assertThat(System.getProperty("ai.djl.offline")).isNull();
    } finally {
      System.clearProperty("RUST_FLAVOR");
    }
  }

  @Test
  void manyThreadsGetTheSameIds() {
    List<String> texts = IntStream.range(0, 500).mapToObj(i -> "photo number " + i).toList();
    List<List<Integer>> serial = texts.stream().map(ClipTokenizerTest::boxed).toList();
    assertThat(texts.parallelStream().map(ClipTokenizerTest::boxed).toList()).isEqualTo(serial);
  }

  @Test
  void closingTwiceIsHarmlessAndUseAfterClosingIsRefused(@TempDir Path directory) {
    ClipTokenizer tokenizer =
        ClipTokenizer.load(ReferenceModels.assemble("siglip-small", directory));
    tokenizer.close();
    tokenizer.close();
    assertThatThrownBy(() -> tokenizer.ids("cat"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aDirectoryWithoutTokenizerIsRefusedWithWhatIsThere(@TempDir Path directory)
      throws IOException {
    Files.writeString(directory.resolve("vocab.json"), "{}");
    assertThatThrownBy(() -> ClipTokenizer.load(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("[vocab.json]");
  }

  @Test
  void aTokenizerWithoutContextLengthIsRefused(@TempDir Path directory) throws IOException {
    Files.copy(
        ReferenceModels.file("models/tokenizers/siglip.json"), directory.resolve("tokenizer.json"));
    assertThatThrownBy(() -> ClipTokenizer.load(directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("model_max_length");
    try (ClipTokenizer tokenizer = ClipTokenizer.load(directory, 16)) {
      assertThat(tokenizer.contextLength()).isEqualTo(16);
      assertThatThrownBy(() -> tokenizer.batch(List.of("cat"), Padding.MAX_LENGTH))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("pad_token");
    }
  }

  @Test
  void aDamagedTokenizerIsRefusedByName(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("tokenizer.json"), "{\"model\":{\"type\":\"BPE\"}}");
    assertThatThrownBy(() -> ClipTokenizer.load(directory, 77))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tokenizer.json");
  }

  private static List<Integer> boxed(String text) {
    return Arrays.stream(clip.ids(text)).boxed().toList();
  }

  private static int[] ints(JsonArray array) {
    return new Gson().fromJson(array, int[].class);
  }

  private static int[][] rows(JsonObject object, String name) {
    return new Gson().fromJson(object.get(name), int[][].class);
  }
}
