package io.github.clip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.model.ReferenceModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The resident set stays flat. The build does a hundredth of what {@code -Dclip4j.soak=100} does:
 * see docs/reliability.md.
 */
@EnabledOnOs(OS.LINUX)
class NativeMemoryTest {

  private static final int HUNDREDTHS = Integer.getInteger("clip4j.soak", 1);

  /** Far less than sixteen models, or as many tokenizers, take. */
  private static final long MOST_GROWTH = 128;

  @Test
  void modelsTokenizersAndTensorsGiveTheirMemoryBack(@TempDir Path directory) throws Exception {
    Path model = ReferenceModels.assemble("tinyclip-split", directory);
    Path refused = ReferenceModels.assemble("clip-unprojected", directory);
    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                NativeMemory.class.getName(),
                model.toString(),
                refused.toString(),
                Integer.toString(HUNDREDTHS))
            .redirectErrorStream(true);
    // By default glibc keeps what was freed in many arenas, which takes long to come to rest.
    java.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = java.start();
    List<String> lines = lines(process);

    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    List<String> figures = lines.stream().filter(line -> line.matches(".*: \\d+=.*")).toList();
    assertThat(figures).hasSize(4).allSatisfy(NativeMemoryTest::isFlat);
  }

  private static List<String> lines(Process process) throws IOException {
    try (BufferedReader output = process.inputReader()) {
      return output.lines().peek(System.out::println).toList();
    }
  }

  private static void isFlat(String figures) {
    List<Long> resident =
        Arrays.stream(figures.split(" "))
            .filter(figure -> figure.contains("="))
            .map(figure -> Long.valueOf(figure.substring(figure.indexOf('=') + 1)))
            .toList();
    assertThat(resident.get(resident.size() - 1) - resident.get(0))
        .as(figures)
        .isLessThan(MOST_GROWTH);
  }
}
