package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class UnpackedLibraryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String LIBRARY = "libonnxruntime.so";

  @TempDir private Path temporary;

  private Path directory(String name, Duration age, String... files) throws IOException {
    Path directory = Files.createDirectories(temporary.resolve(name));
    for (String file : files) {
      Files.writeString(directory.resolve(file), "a library");
    }
    Files.setLastModifiedTime(directory, FileTime.from(NOW.minus(age)));
    return directory;
  }

  @Test
  void whatKilledProcessesLeftGoesAfterADayAndNothingElse() throws IOException {
    Duration old = Duration.ofHours(25);
    Path killed = directory("onnxruntime-java1", old, LIBRARY);
    Path empty = directory("onnxruntime-java2", old);
    Path unpacking = directory("onnxruntime-java3", Duration.ofHours(23), LIBRARY);
    Path provider = directory("onnxruntime-java4", old, LIBRARY, "libonnxruntime_cuda.so");
    Path other = directory("onnxruntime-javadoc", old, LIBRARY);
    Path precious = directory("precious", old, LIBRARY);
    Path link = Files.createSymbolicLink(temporary.resolve("onnxruntime-java5"), precious);

    UnpackedLibrary.deleteAbandoned(temporary, NOW.minus(Duration.ofDays(1)));

    assertThat(killed).doesNotExist();
    assertThat(empty).doesNotExist();
    assertThat(unpacking.resolve(LIBRARY)).exists();
    assertThat(provider.resolve(LIBRARY)).exists();
    assertThat(other.resolve(LIBRARY)).exists();
    assertThat(precious.resolve(LIBRARY)).exists();
    assertThat(link).isSymbolicLink();
  }
}
