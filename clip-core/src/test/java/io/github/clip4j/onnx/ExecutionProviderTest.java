package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.model.OpenedModel;
import io.github.clip4j.model.ReferenceModels;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExecutionProviderTest {

  private static OpenedModel open(ExecutionProvider provider, Path directory) {
    ModelOptions standard = ModelOptions.standard();
    return ModelDirectory.of(ReferenceModels.assemble("tinyclip-split", directory))
        .open(standard.withOnnx(standard.onnx().withProvider(provider)));
  }

  @Test
  void theProcessorIsAlwaysThere(@TempDir Path directory) {
    assertThat(ExecutionProvider.available()).contains(ExecutionProvider.CPU);
    try (OpenedModel model = open(ExecutionProvider.CPU, directory)) {
      assertThat(model.imageEncoder().dimension()).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CPU")
  void oneThatIsNotThereIsRefusedWithTheOnesThatAre(
      ExecutionProvider provider, @TempDir Path directory) {
    Assumptions.assumeFalse(ExecutionProvider.available().contains(provider));

    assertThatThrownBy(() -> open(provider, directory))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected the execution provider " + provider)
        .hasMessageContaining("available: [CPU")
        .hasMessageNotContaining("null");
  }

  @Test
  void whoeverAsksForCudaIsToldTheArtifact(@TempDir Path directory) {
    Assumptions.assumeFalse(ExecutionProvider.available().contains(ExecutionProvider.CUDA));

    assertThatThrownBy(() -> open(ExecutionProvider.CUDA, directory))
        .hasMessageContaining("com.microsoft.onnxruntime:onnxruntime_gpu in place of onnxruntime");
  }
}
