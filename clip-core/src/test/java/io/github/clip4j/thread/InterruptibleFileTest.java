package io.github.clip4j.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptibleFileTest {
  @TempDir private Path directory;

  @Test
  void anInterruptIsToldAsSuch() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "text");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> InterruptibleFile.read(file, in -> in.read(ByteBuffer.allocate(9))))
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while " + file + " was read");
    assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    int count = InterruptibleFile.read(file, in -> in.read(ByteBuffer.allocate(9)));
    assertThat(count).isEqualTo(4);
  }

  @Test
  void aFileThatCannotBeReadIsNotInterrupted() {
    assertThatThrownBy(() -> InterruptibleFile.read(directory.resolve("none"), in -> in.size()))
        .isInstanceOf(NoSuchFileException.class);
  }
}
