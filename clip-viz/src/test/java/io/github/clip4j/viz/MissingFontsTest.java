package io.github.clip4j.viz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.error.ClipException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime of its own whose fontconfig knows no directory of fonts. */
class MissingFontsTest {
  @TempDir private Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void theMissingPackagesAreNamed() throws IOException, InterruptedException {
    Path configuration = directory.resolve("fonts.conf");
    Files.writeString(configuration, "<?xml version=\"1.0\"?><fontconfig></fontconfig>");
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Duser.home=" + directory,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.environment().put("FONTCONFIG_FILE", configuration.toString());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    assertThat(builder.start().waitFor()).isZero();
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .contains("fontconfig", "fonts-dejavu-core", "no fonts the second time either");
  }

  /** Asks for fonts twice: the JDK fails in another way after the first time. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) {
      try {
        Typesetter.of(Fonts.sansSerif(), 1);
      } catch (ClipException e) {
        System.out.println(e.getMessage());
      }
      try {
        Typesetter.of(Fonts.sansSerif(), 1);
      } catch (ClipException e) {
        System.out.println("no fonts the second time either");
      }
    }
  }
}
