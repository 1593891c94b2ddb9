package io.github.clip4j.model;

import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.model.ModelDescription.Fact;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxImageEncoder;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.onnx.TowerRules;
import io.github.clip4j.text.ClipTokenizer;
import io.github.clip4j.text.LongTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what was decided about a model while it is opened. */
final class ModelFacts {

  private final ModelDirectory directory;
  private final ModelOptions options;
  private final ModelFiles files;
  private final List<Fact> facts = new ArrayList<>();

  ModelFacts(ModelDirectory directory, ModelOptions options, ModelConfig config, ModelFiles files) {
    this.directory = directory;
    this.options = options;
    this.files = files;
    add("directory", directory.toString(), "as asked for");
    add("layout", files.layout(), "the graphs that are there");
    add("model type", config.type().orElse("not named"), "config.json");
  }

  private void add(String name, String value, String reason) {
    facts.add(new Fact(name, value, reason));
  }

  void images(OnnxGraph graph, OnnxImageEncoder encoder, ImagePreprocessing preprocessing) {
    graph("image", files.image(), graph);
    add("image tower", encoder.describe(), encoder.reason());
    add("dimension", String.valueOf(encoder.dimension()), "the image tower's output");
    add("preprocessing", preprocessing.toString(), name(directory.preprocessingFile()));
  }

  void texts(OnnxGraph graph, OnnxTextEncoder encoder, ClipTokenizer tokenizer, TowerRules rules) {
    if (!files.isJoint()) {
      graph("text", files.text(), graph);
    }
    add("text tower", encoder.describe(), encoder.reason());
    add("tokenizer", name(tokenizer.file()), textModelReason());
    add(
        "context length",
        tokenizer.contextLength() + " tokens",
        "the least that is named, by " + tokenizer.contextSource());
    padding(tokenizer, rules, OnnxTextEncoder.tokenLimit(graph));
    boolean fail = options.longTexts() == LongTexts.FAIL;
    add("longer texts", fail ? "an error" : "cut", fail ? "asked for" : "the default");
  }

  private void graph(String tower, Path file, OnnxGraph graph) {
    add(tower + " graph", name(file), variantReason());
    add(tower + " graph's inputs", String.valueOf(graph.inputs()), "the graph");
    add(tower + " graph's outputs", String.valueOf(graph.outputs()), "the graph");
    for (Path weights : graph.weights()) {
      add(tower + " weights", name(weights), "the graph names the file");
    }
  }

  private String textModelReason() {
    if (options.textModel().isPresent()) {
      return "a text model was given";
    }
    return files.textModel().equals(directory.path())
        ? "the directory's own"
        : "text/ holds a text model";
  }

  private String variantReason() {
    return options.variants().isEmpty()
        ? "the most precise"
        : "the first that is there of " + String.join(", ", options.variants());
  }

  private void padding(ClipTokenizer tokenizer, TowerRules rules, int tokenLimit) {
    String token =
        tokenizer.padId().isPresent()
            ? " with id " + tokenizer.padId().getAsInt()
            : ", no pad token";
    if (tokenLimit < Integer.MAX_VALUE) {
      add("padding", "to " + tokenLimit + " tokens" + token, "the graph's length is fixed");
    } else if (rules.paddedLength().isPresent()) {
      int length = rules.paddedLength().getAsInt();
      add("padding", "to " + length + " tokens" + token, "the tower reads the padding");
    } else {
      add(
          "padding",
          "none: texts run with others of equal length",
          "the tower is causal or takes a mask");
    }
  }

  void batches(OnnxGraph imageGraph, OnnxGraph textGraph) {
    boolean dynamic = imageGraph.isDynamicallyQuantized() || textGraph.isDynamicallyQuantized();
    if (!dynamic) {
      add("batches", "on", "no graph is dynamically quantised");
    } else if (options.onnx().batchQuantized()) {
      add("batches", "on", "asked for, although the graph quantises over the batch");
    } else {
      add("batches", "one by one", "the graph quantises over the batch");
    }
  }

  void fingerprint(String fingerprint) {
    add("fingerprint", fingerprint, "graphs, weights, tokenizer, preprocessing");
  }

  /** A file's path in the directory, or the whole of it where it lies elsewhere. */
  private String name(Path file) {
    Path root = directory.path().toAbsolutePath();
    Path absolute = file.toAbsolutePath();
    Path shown = absolute.startsWith(root) ? root.relativize(absolute) : file;
    return shown.toString().replace('\\', '/');
  }

  List<Fact> list() {
    return List.copyOf(facts);
  }
}
