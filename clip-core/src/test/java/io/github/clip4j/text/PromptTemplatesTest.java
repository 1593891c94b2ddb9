package io.github.clip4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplatesTest {

  @Test
  void aLabelFillsTheGapOfEveryTemplate() {
    PromptTemplates templates = PromptTemplates.of(List.of("a photo of a {}", "{}, drawn"));
    assertThat(templates.apply("cat")).containsExactly("a photo of a cat", "cat, drawn");
    assertThat(templates.apply("{} $1")).containsExactly("a photo of a {} $1", "{} $1, drawn");
    assertThat(PromptTemplates.none().apply("cat")).containsExactly("cat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a photo", "{} and {}", ""})
  void aTemplateHasExactlyOneGap(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplates.of(List.of("{}", wrong)))
        .withMessageContaining("template 2");
  }

  @Test
  void aFileHasOneTemplateALine(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("templates.txt");
    Files.writeString(file, "\uFEFFein Foto: {}\r\n\nétude de {}\n");
    assertThat(PromptTemplates.load(file).apply("x")).containsExactly("ein Foto: x", "étude de x");
  }

  @Test
  void aWrongLineIsNamed(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("templates.txt");
    Files.writeString(file, "{}\n\nno gap\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplates.load(file))
        .withMessageContaining("line 3 of")
        .withMessageContaining("no gap");
  }

  @Test
  void anEmptyFileAndAnotherEncodingAreRefused(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("templates.txt");
    Files.writeString(file, "\n");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplates.load(file))
        .withMessageContaining("at least one template");
    Files.write(file, "caf\u00e9 {}".getBytes(StandardCharsets.ISO_8859_1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplates.load(file))
        .withMessageContaining("UTF-8");
  }
}
