package io.github.clip4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.encoder.TextEncoderContract;
import io.github.clip4j.encoder.Vectors;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.model.ReferenceModels;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.LongTexts;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTextEncoderTest {

  private static TextEncoder open(String model, ModelOptions options, Path directory) {
    return ModelDirectory.of(ReferenceModels.assemble(model, directory))
        .open(options)
        .textEncoder();
  }

  private abstract static class Contract extends TextEncoderContract {
    private final String model;

    Contract(String model) {
      this.model = model;
    }

    @Override
    protected TextEncoder open(Path directory) {
      return OnnxTextEncoderTest.open(model, ModelOptions.standard(), directory);
    }
  }

  @Nested
  class OfATower extends Contract {
    OfATower() {
      super("tinyclip-split");
    }
  }

  @Nested
  class OfAJointGraph extends Contract {
    OfAJointGraph() {
      super("tinyclip-joint");
    }
  }

  @Nested
  class OfAGraphThatReadsThePadding extends Contract {
    OfAGraphThatReadsThePadding() {
      super("siglip-small");
    }
  }

  @Nested
  class OfAGraphOfFixedLength extends Contract {
    OfAGraphOfFixedLength() {
      super("openclip-immich");
    }
  }

  @Nested
  class OfAQuantizedTower extends Contract {
    OfAQuantizedTower() {
      super("tinyclip-int8");
    }
  }

  @Nested
  class OfAHalfPrecisionTower extends Contract {
    OfAHalfPrecisionTower() {
      super("tinyclip-fp16");
    }

    /** One unit in the last place of a half-precision entry. */
    @Override
    protected double independence() {
      return 5e-4;
    }
  }

  @Test
  void theNumberOfThreadsDoesNotChangeABit(@TempDir Path one, @TempDir Path two) {
    List<String> texts = List.of("cat", "a photo of a cat", "a photo of a dog", "x".repeat(300));
    ModelOptions options = ModelOptions.standard();
    try (TextEncoder single =
            open("clip-vit-b32-shape", options.withOnnx(options.onnx().withThreads(1)), one);
        TextEncoder several =
            open("clip-vit-b32-shape", options.withOnnx(options.onnx().withThreads(3)), two)) {
      assertThat(several.encode(texts)).isDeepEqualTo(single.encode(texts));
    }
  }

  @Test
  void aTextFilledUpToTheContextHasTheSameVector(@TempDir Path directory) {
    Path model = ReferenceModels.assemble("tinyclip-split", directory);
    List<String> texts = List.of("cat", "a photo of a cat", "a red bus in the rain at night");
    try (OnnxGraph graph =
            OnnxGraph.open(model.resolve("onnx/text_model.onnx"), OnnxOptions.standard());
        TextEncoder ownLengths = encoder(graph, model, OptionalInt.empty());
        TextEncoder filled = encoder(graph, model, OptionalInt.of(77))) {
      float[][] expected = Vectors.of(filled, texts);
      float[][] actual = Vectors.of(ownLengths, texts);
      for (int i = 0; i < actual.length; i++) {
        assertThat(Vectors.largestDifference(actual[i], expected[i])).isLessThan(1e-6);
      }
    }
  }

  private static TextEncoder encoder(OnnxGraph graph, Path model, OptionalInt padded) {
    TowerRules rules = new TowerRules(false, padded, OptionalInt.empty(), 224, 224);
    return OnnxTextEncoder.of(graph, ClipTokenizer.load(model), rules, LongTexts.TRUNCATE, "test");
  }

  @Test
  void aClosedEncoderRefusesToEncode(@TempDir Path directory) {
    TextEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory);
    encoder.close();
    encoder.close();
    assertThatThrownBy(() -> encoder.encode(List.of("cat")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingWhileOthersEncodeWaitsOrRefusesButNeverCrashes(@TempDir Path directory)
      throws Exception {
    TextEncoder encoder = open("tinyclip-split", ModelOptions.standard(), directory);
    List<String> texts = Collections.nCopies(40, "a photo of a cat");
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> users =
          Collections.nCopies(3, null).stream()
              .<Future<?>>map(nothing -> threads.submit(() -> encodeUntilClosed(encoder, texts)))
              .toList();
      Thread.sleep(200);
      encoder.close();
      for (Future<?> user : users) {
        user.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void encodeUntilClosed(TextEncoder encoder, List<String> texts) {
    try {
      while (true) {
        assertThat(encoder.encode(texts)).hasDimensions(texts.size(), encoder.dimension());
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessageContaining("closed");
    }
  }
}
