package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FileNamesTest {

  @Test
  void garbledArgumentsAreReadAgainFromTheEndOfTheCommandLine() throws CharacterCodingException {
    byte[] commandLine =
        "java\0-jar\0clip4j.jar\0embed\0caf\u00e9.jpg\0".getBytes(StandardCharsets.UTF_8);

    assertThat(FileNames.typed(new String[] {"embed", "caf\uFFFD\uFFFD.jpg"}, commandLine))
        .containsExactly("embed", "caf\u00e9.jpg");
  }

  @Test
  void argumentsThatAreReadableStay() {
    assertThat(FileNames.typed("embed", "caf\u00e9.jpg")).containsExactly("embed", "caf\u00e9.jpg");
  }
}
