package io.github.clip4j.benchmarks;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.embedding.TextEmbedder;
import io.github.clip4j.encoder.TextEncoder;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxOptions;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.onnx.TowerRules;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.LongTexts;
import io.github.clip4j.text.PromptTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Labels in seven templates each to vectors, in one call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TextEncodingBenchmark {
  private static final PromptTemplates SEVEN =
      PromptTemplates.of(
          List.of(
              "itap of a {}.",
              "a bad photo of the {}.",
              "a origami {}.",
              "a photo of the large {}.",
              "a {} in a video game.",
              "art of the {}.",
              "a photo of the small {}."));
  private static final List<String> ADJECTIVES =
      List.of("red", "old", "wooden", "tiny", "broken", "shiny", "sleeping", "very large");
  private static final List<String> NOUNS =
      List.of("cat", "bus", "coffee mug", "fire engine", "rocket", "tree", "guitar", "hot dog");

  /** A bundled model, a directory or a cached hub id; two towers in {@code onnx}. */
  @Param("mini")
  public String model = "";

  /** Labels of the call. */
  @Param("40")
  public int labels;

  /** The length to which every text is filled; 0 for none. */
  @Param("0")
  public int padded;

  private TextEncoder encoder;
  private List<String> words;

  /** Opens the text tower. */
  @Setup
  public void setUp() {
    ModelDirectory directory = ModelLocator.locate(model);
    TowerRules rules =
        new TowerRules(
            false,
            padded > 0 ? OptionalInt.of(padded) : OptionalInt.empty(),
            OptionalInt.empty(),
            directory.preprocessing().height(),
            directory.preprocessing().width());
    try (OnnxGraph graph = OnnxGraph.open(tower(directory), OnnxOptions.standard())) {
      ClipTokenizer tokenizer =
          ClipTokenizer.load(directory.path(), OnnxTextEncoder.tokenLimit(graph));
      encoder = OnnxTextEncoder.of(graph, tokenizer, rules, LongTexts.TRUNCATE, "benchmark");
    }
    words = IntStream.range(0, labels).mapToObj(TextEncodingBenchmark::label).toList();
  }

  private static Path tower(ModelDirectory directory) {
    return Stream.of("text_model.onnx", "text_model_quantized.onnx")
        .map(directory.path().resolve("onnx")::resolve)
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static String label(int i) {
    String noun = NOUNS.get(i % NOUNS.size());
    String adjective = ADJECTIVES.get(i / NOUNS.size() % ADJECTIVES.size());
    return adjective + " " + noun + " " + i / NOUNS.size() / ADJECTIVES.size();
  }

  /** Frees the native memory. */
  @TearDown
  public void tearDown() {
    encoder.close();
  }

  /** Tokenizes, encodes and averages. */
  @Benchmark
  public Embeddings embedLabels() {
    return TextEmbedder.of(encoder).embedLabels(words, SEVEN);
  }
}
