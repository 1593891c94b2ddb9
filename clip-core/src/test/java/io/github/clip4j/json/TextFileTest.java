package io.github.clip4j.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir private Path directory;

  @Test
  void aTextOfAtMostSoManyBytesIsReadWhole() throws IOException {
    Path file = Files.writeString(directory.resolve("text"), "café");
    assertThat(TextFile.read(file, 5)).contains("café");
    assertThat(TextFile.read(file, 4)).isEmpty();
  }

  @Test
  void whatIsNotInUtf8IsToldFromATextThatIsTooLong() throws IOException {
    Path file = Files.write(directory.resolve("bytes"), new byte[] {'a', (byte) 0xE9});
    assertThatThrownBy(() -> TextFile.read(file, 2)).isInstanceOf(CharacterCodingException.class);
    assertThat(TextFile.read(file, 1)).isEmpty();
  }
}
