package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several precisions is taken. */
class GraphVariantsTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeNames() throws IOException {
    Files.createDirectories(directory.resolve("onnx"));
    for (String name :
        List.of("bnb4", "fp16", "int8", "q4", "q4f16", "quantized", "uint8", "O3", "avx512_vnni")) {
      Files.createFile(directory.resolve("onnx/vision_model_" + name + ".onnx"));
    }
    for (String name : List.of("_fp16", "_q4", "_bnb4", "")) {
      Files.createFile(directory.resolve("onnx/text_model" + name + ".onnx"));
    }
  }

  private String taken(String... wanted) {
    ModelOptions options = ModelOptions.standard();
    if (wanted.length > 0) {
      String[] others = List.of(wanted).subList(1, wanted.length).toArray(String[]::new);
      options = options.withVariant(wanted[0], others);
    }
    ModelFiles files = ModelFiles.find(directory, options.variants());
    return files.image().getFileName() + " " + files.text().getFileName();
  }

  @Test
  void everySuffixIsAVariantOrderedByPrecision() {
    assertThat(GraphVariants.of(directory.resolve("onnx"), "vision_model").names())
        .containsExactly(
            "fp16", "quantized", "int8", "uint8", "q4", "q4f16", "bnb4", "O3", "avx512_vnni");
  }

  @Test
  void theMostPreciseThatBothTowersHaveIsTaken() {
    assertThat(taken()).isEqualTo("vision_model_fp16.onnx text_model_fp16.onnx");
  }

  @Test
  void aPreferenceIsAListOfWhichTheFirstThatBothHaveIsTaken() {
    assertThat(taken("q4")).isEqualTo("vision_model_q4.onnx text_model_q4.onnx");
    assertThat(taken("_INT8", "bnb4", "fp16"))
        .isEqualTo("vision_model_bnb4.onnx text_model_bnb4.onnx");
  }

  @Test
  void aPreferenceThatOneTowerLacksIsRefusedWithWhatItHas() {
    assertThatThrownBy(() -> taken("int8", "uint8"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("int8 or uint8")
        .hasMessageContaining("fp32=");
  }
}
