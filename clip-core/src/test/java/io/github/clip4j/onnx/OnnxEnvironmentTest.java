package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.github.clip4j.model.ReferenceModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEnvironmentTest {

  /** From 1.29 on ONNX Runtime reports to its makers, whatever a program asks it to do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-x64/libonnxruntime.so",
        "linux-aarch64/libonnxruntime.so",
        "osx-aarch64/libonnxruntime.dylib",
        "win-x64/onnxruntime.dll"
      })
  void theLibraryKnowsNoAddressToReportTo(String library) throws IOException {
    String resource = "/ai/onnxruntime/native/" + library;
    try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(content.contains("OrtGetApiBase")).as("the library itself is read").isTrue();
      assertThat(content.contains("events.data.microsoft.com")).as(resource).isFalse();
      assertThat(content.contains("DeveloperTools")).as(resource).isFalse();
    }
  }

  @Test
  void theEnvironmentIsKept() {
    assertThat(OnnxEnvironment.get()).isSameAs(OnnxEnvironment.get());
    assertThat(EnvironmentReference.keep()).as("ONNX Runtime gives a reference").isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theUnpackedLibraryIsDeletedAsSoonAsItIsLoaded() throws IOException {
    OnnxEnvironment.get();

    List<String> mapped =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains("libonnxruntime"))
            .toList();

    assertThat(mapped).isNotEmpty().allMatch(line -> line.endsWith("(deleted)"));
  }

  /** Without a reference of our own this crashes more often than not. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatEndsWhileItLoadsModelsEndsWithItsOwnStatus(@TempDir Path directory)
      throws Exception {
    for (int millis = 20; millis < 500; millis += 95) {
      load(directory, millis);
      assertThat(directory.toFile().list()).containsExactly("printed");
    }
  }

  /** Even where it looks as if it were unpacked. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aLibraryOfTheUsersOwnStays(@TempDir Path directory) throws Exception {
    String platform =
        System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x64";
    Path installed = Files.createDirectory(directory.resolve("onnxruntime-java1"));
    for (String library : List.of("libonnxruntime.so", "libonnxruntime4j_jni.so")) {
      String resource = "/ai/onnxruntime/native/" + platform + "/" + library;
      try (InputStream in = OrtEnvironment.class.getResourceAsStream(resource)) {
        assertThat(in).as(resource).isNotNull();
        Files.copy(in, installed.resolve(library));
      }
    }

    load(directory, 20, "-Donnxruntime.native.path=" + installed);

    assertThat(installed.toFile().list())
        .containsExactlyInAnyOrder("libonnxruntime.so", "libonnxruntime4j_jni.so");
  }

  /** A process that loads graphs until it ends, with a directory for what it prints and makes. */
  private static void load(Path directory, int millis, String... options) throws Exception {
    Path graph = ReferenceModels.file("models/tinyclip-split/onnx/vision_model.onnx");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Djava.io.tmpdir=" + directory,
            "-XX:ErrorFile=" + directory.resolve("crash-%p.log"),
            "-XX:-CreateCoredumpOnCrash",
            "-cp",
            System.getProperty("java.class.path"),
            LoadingProcess.class.getName(),
            graph.toAbsolutePath().toString(),
            String.valueOf(millis)));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("printed").toFile())
            .start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(directory.resolve("printed")).content().doesNotContain("fatal", "Exception");
    assertThat(process.exitValue()).isEqualTo(LoadingProcess.STATUS);
  }
}
