package io.github.clip4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clip4j.model.KnownModels.Kind;
import io.github.clip4j.model.KnownModels.KnownModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownModelsTest {
  @TempDir private Path root;

  @Test
  void theHubCacheTellsWhichModelsAreComplete() throws IOException {
    Path complete = snapshot("models--openai--clip");
    for (String file :
        new String[] {
          "onnx/vision_model.onnx",
          "onnx/text_model.onnx",
          "tokenizer.json",
          "preprocessor_config.json"
        }) {
      Files.createDirectories(complete.resolve(file).getParent());
      Files.writeString(complete.resolve(file), "");
    }
    Files.writeString(snapshot("models--someone--half").resolve("tokenizer.json"), "");
    Files.createDirectories(root.resolve("datasets--someone--photos"));

    assertThat(KnownModels.cached(new HubCache(root)))
        .satisfiesExactly(
            model ->
                assertThat(model)
                    .isEqualTo(new KnownModel("openai/clip", Kind.CACHED, Optional.empty())),
            model -> {
              assertThat(model.id()).isEqualTo("someone/half");
              assertThat(model.missing()).get().asString().contains("found [tokenizer.json]");
            });
  }

  @Test
  void withoutAHubCacheThereAreNoCachedModels() {
    assertThat(KnownModels.cached(new HubCache(root.resolve("none")))).isEmpty();
  }

  private Path snapshot(String repository) throws IOException {
    Path refs = Files.createDirectories(root.resolve(repository).resolve("refs"));
    Files.writeString(refs.resolve("main"), "abc\n");
    return Files.createDirectories(root.resolve(repository).resolve("snapshots/abc"));
  }
}
