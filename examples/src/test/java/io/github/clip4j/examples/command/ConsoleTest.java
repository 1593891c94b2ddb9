package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.examples.DemoPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and reasons stay text on a terminal and in a line. */
class ConsoleTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "'a\nb\tc', a\\u000ab\\u0009c",
    "'\u001b[31mred', \\u001b[31mred",
    "'\u202egpj.exe', \\u202egpj.exe",
    "caf\u00e9 \u732b.jpg, caf\u00e9 \u732b.jpg",
    "a\\b, a\\b",
  })
  void whatActsIsWrittenOut(String name, String visible) {
    assertThat(Console.visible(name)).isEqualTo(visible);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aHostileNameTakesOneLine() throws IOException {
    Path photo = directory.resolve("x\n\u001b[2Jclip4j: all is well\t.jpg");
    Files.writeString(photo, "not a photo");

    CommandRun run =
        CommandRun.of(
            "classify", DemoPhotos.photo("cat.jpg"), photo.toString(), "--labels", "cat,dog");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("failed\t" + directory + "/x\\u000a\\u001b[2Jclip4j: all is well\\u0009.jpg\t");
  }
}
