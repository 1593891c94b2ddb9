package io.github.clip4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar, run in a process of its own.
 *
 * @param status its exit status
 * @param out its standard output
 * @param err its standard error
 */
record JarRun(int status, String out, String err) {

  static final Path JAR = Path.of(System.getProperty("clip4j.jar", "examples/target/clip4j.jar"));

  /**
   * Runs a command with a home of its own.
   *
   * @param home the user's home directory
   * @param wrapper what the JVM is started with, such as {@code strace}
   * @param environment added to this process's
   */
  static JarRun of(
      Path home, List<String> wrapper, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Duser.home=" + home);
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("clip4j-test", ".out");
    Path err = Files.createTempFile("clip4j-test", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      // Some libraries call home everywhere but in a CI run: these runs are users' runs.
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.matches("(?i)HF_.*|.*_PROXY|CI|.*_CI|.*_ACTIONS|TF_BUILD"));
      builder.environment().put("HOME", home.toString());
      builder.environment().remove("XDG_CACHE_HOME");
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      return new JarRun(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
