package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.clip4j.model.BundledModels;
import io.github.clip4j.npy.NpyArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tokenize and embed-text. */
class TextCommandsTest {
  @TempDir private Path directory;

  @Test
  void eachStringGivesItsIdsWithoutPadding() throws IOException {
    Path strings = directory.resolve("strings.jsonl");
    Files.writeString(strings, "\"a photo of a cat\"\n\"\"\n\"na\\u00efve\\ncaf\u00e9 \u2615\"\n");

    CommandRun run = CommandRun.of("tokenize", "--file", strings.toString());

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    List<JsonObject> lines = run.json();
    assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line.keySet()).containsOnly("ids"));
    assertThat(run.out()).doesNotContain(" ");
    assertThat(lines.get(0).getAsJsonArray("ids").size())
        .isGreaterThan(lines.get(1).getAsJsonArray("ids").size());
  }

  @Test
  void theTokenizersFilesAreEnough() throws IOException {
    Path model = Files.createDirectory(directory.resolve("model"));
    Path mini = BundledModels.directory("mini").orElseThrow();
    for (String name : new String[] {"tokenizer.json", "tokenizer_config.json"}) {
      Files.copy(mini.resolve(name), model.resolve(name));
    }
    Path strings = Files.writeString(directory.resolve("strings.jsonl"), "\"a cat\"\n");

    CommandRun run =
        CommandRun.of("tokenize", "--file", strings.toString(), "--model", model.toString());

    assertThat(run).isEqualTo(CommandRun.of("tokenize", "--file", strings.toString()));
    assertThat(run.status()).isZero();
  }

  @Test
  void overlongTextsAreCutToTheModelsContext() throws IOException {
    Path strings = directory.resolve("strings.jsonl");
    Files.writeString(strings, "\"" + "word ".repeat(5000) + "\"\n\"" + "w ".repeat(900) + "\"");

    CommandRun run = CommandRun.of("tokenize", "--file", strings.toString());

    assertThat(run.json().get(0).getAsJsonArray("ids").size())
        .isEqualTo(run.json().get(1).getAsJsonArray("ids").size())
        .isLessThan(900);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat", "'cat'", "[\"cat\"]", "\"cat\" \"dog\"", "\"cat", "{}", "", "7"})
  void whatIsNoJsonStringIsNamedByItsLine(String line) throws IOException {
    Path strings = directory.resolve("strings.jsonl");
    Files.writeString(strings, "\"fine\"\n" + line + "\n\"fine\"\n");

    CommandRun run = CommandRun.of("tokenize", "--file", strings.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).singleElement().asString().contains("line 2 of " + strings);
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path strings = directory.resolve("strings.jsonl");
    Files.write(strings, "\"caf\u00e9\"".getBytes(StandardCharsets.ISO_8859_1));

    CommandRun run = CommandRun.of("tokenize", "--file", strings.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines()).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void textsBecomeUnitRowsHoweverTheyAreGiven() throws IOException {
    Path lines = directory.resolve("texts.txt");
    Path json = directory.resolve("texts.jsonl");
    Files.writeString(lines, "a photo of a cat\na car\n");
    Files.writeString(json, "\"a photo of a cat\"\n\"a car\"\n");

    FMatrixRMaj typed = embedded("a photo of a cat", "a car");
    assertThat(typed.numRows).isEqualTo(2);
    for (int row = 0; row < 2; row++) {
      double sum = 0;
      for (int column = 0; column < typed.numCols; column++) {
        sum += (double) typed.get(row, column) * typed.get(row, column);
      }
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
    assertThat(embedded("--file", lines.toString()).data).isEqualTo(typed.data);
    assertThat(embedded("--file", json.toString()).data).isEqualTo(typed.data);
  }

  @Test
  void aTextThatIsTooLongIsCutAndNamedOrAnError() {
    Path out = directory.resolve("t.npy");
    String[] args = {"embed-text", "a cat", "dog ".repeat(100), "--out", out.toString()};

    CommandRun cut = CommandRun.of(args);
    assertThat(cut.status()).isZero();
    assertThat(cut.errLines()).containsExactly("truncated\t2\t102 tokens, of which 64 count");

    String[] strict = java.util.Arrays.copyOf(args, args.length + 1);
    strict[args.length] = "--long-texts=fail";
    CommandRun failed = CommandRun.of(strict);
    assertThat(failed.status()).isEqualTo(2);
    assertThat(failed.errLines()).singleElement().asString().contains("at most 64 tokens");
  }

  private FMatrixRMaj embedded(String... source) throws IOException {
    Path out = directory.resolve("t.npy");
    String[] args = java.util.Arrays.copyOf(source, source.length + 3);
    System.arraycopy(source, 0, args, 1, source.length);
    args[0] = "embed-text";
    args[args.length - 2] = "--out";
    args[args.length - 1] = out.toString();
    assertThat(CommandRun.of(args)).isEqualTo(new CommandRun(0, "", ""));
    return NpyArray.read(out).toMatrix();
  }

  @Test
  void modelsAreListedOneALine() {
    CommandRun run = CommandRun.of("models", "list");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).first().asString().matches("mini +bundled +complete");
    assertThat(CommandRun.of("models")).isEqualTo(run);
  }
}
