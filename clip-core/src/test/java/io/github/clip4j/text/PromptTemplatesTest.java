package io.github.clip4j.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

  @Test
  void theImageNetPromptsAreThoseThatOpenAiPublished() throws NoSuchAlgorithmException {
    // SHA-256 of open_clip's OPENAI_IMAGENET_TEMPLATES and SIMPLE_IMAGENET_TEMPLATES, each filled
    // with {} and followed by a line feed.
    assertThat(digest(PromptTemplates.IMAGENET_80))
        .isEqualTo("717aaf1055595d318aa456669c0de6675d883ccebfa70ca12ff890b7aab710cb");
    assertThat(digest(PromptTemplates.IMAGENET_7))
        .isEqualTo("521a62d0a05a423b35c722307363a2ded56bd69f48179cfeeeefb5128f98b362");
    assertThat(PromptTemplates.IMAGENET_80.size()).isEqualTo(80);
    assertThat(PromptTemplates.IMAGENET_80.apply("cat"))
        .contains("a photo of the hard to see cat.");
    assertThat(PromptTemplates.IMAGENET_7.apply("cat")).startsWith("itap of a cat.").hasSize(7);
  }

  private static String digest(PromptTemplates templates) throws NoSuchAlgorithmException {
    String lines = String.join("\n", templates.apply("{}")) + "\n";
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
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
