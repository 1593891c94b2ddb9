package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.model.ModelDescription.Fact;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxImageEncoder;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.onnx.TowerRules;
import io.github.clip4j.text.ClipTokenizer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** The steps from a directory to two running encoders, in order; what it opened it also closes. */
final class ModelOpening implements AutoCloseable {

  private final ModelDirectory directory;
  private final ModelOptions options;
  private final ModelConfig config;
  private final ModelFiles files;
  private final ImagePreprocessing preprocessing;
  private final Deque<Runnable> closings = new ArrayDeque<>();

  ModelOpening(ModelDirectory directory, ModelOptions options) {
    this.directory = directory;
    this.options = options;
    this.config = ModelConfig.read(directory.path());
    if (config.isNaflex()) {
      throw new ModelException(
          directory
              + ": SigLIP 2 with free aspect ratio (model_type siglip2, \"NaFlex\") takes patches"
              + " instead of pixels and is not supported; use one of a fixed resolution");
    }
    this.files = ModelFiles.find(directory.path(), options.variant());
    this.preprocessing = options.preprocessing().apply(directory.preprocessing());
  }

  OpenedModel open() {
    OnnxGraph imageGraph = graph(files.image());
    OnnxGraph textGraph = files.isJoint() ? imageGraph : graph(files.text());
    ClipTokenizer tokenizer =
        ClipTokenizer.load(directory.path(), OnnxTextEncoder.tokenLimit(textGraph));
    closings.push(tokenizer::close);
    TowerRules rules = rules(tokenizer);
    String fingerprint = fingerprint(tokenizer, rules);
    OnnxImageEncoder image =
        OnnxImageEncoder.of(imageGraph, ImagePreprocessor.of(preprocessing), rules, fingerprint);
    closings.push(image::close);
    OnnxTextEncoder text = OnnxTextEncoder.of(textGraph, tokenizer, rules, fingerprint);
    closings.push(text::close);
    checkDimensions(image, text);
    OpenedModel model =
        new OpenedModel(
            image,
            text,
            tokenizer,
            new LogitScaleSource(directory, options, config, files.joint(), rules),
            facts(image, text, tokenizer, rules, imageGraph, textGraph));
    closings.clear();
    imageGraph.close();
    textGraph.close();
    return model;
  }

  private OnnxGraph graph(Path file) {
    OnnxGraph graph = OnnxGraph.open(file, options.onnx());
    closings.push(graph::close);
    return graph;
  }

  private TowerRules rules(ClipTokenizer tokenizer) {
    boolean siglip = config.isSiglip();
    return new TowerRules(
        siglip,
        siglip ? OptionalInt.of(tokenizer.contextLength()) : OptionalInt.empty(),
        config.dimension(),
        preprocessing.height(),
        preprocessing.width());
  }

  private String fingerprint(ClipTokenizer tokenizer, TowerRules rules) {
    ModelFingerprint fingerprint = new ModelFingerprint();
    fingerprint.graph(files.image());
    fingerprint.graph(files.text());
    fingerprint.file(tokenizer.file());
    fingerprint.text(tokenizer.contextLength() + " " + tokenizer.padId() + " " + rules);
    fingerprint.text(preprocessing.fingerprint());
    return fingerprint.finish();
  }

  private void checkDimensions(OnnxImageEncoder image, OnnxTextEncoder text) {
    if (image.dimension() != text.dimension()) {
      throw new ModelException(
          "expected images and texts in one space, found "
              + image.dimension()
              + " dimensions from "
              + files.image()
              + " and "
              + text.dimension()
              + " from "
              + files.text());
    }
  }

  private List<Fact> facts(
      OnnxImageEncoder image,
      OnnxTextEncoder text,
      ClipTokenizer tokenizer,
      TowerRules rules,
      OnnxGraph imageGraph,
      OnnxGraph textGraph) {
    return List.of(
        new Fact("directory", directory.toString(), "as asked for"),
        new Fact("layout", files.layout(), "the graphs that are there"),
        new Fact("model type", config.type().orElse("not named"), "config.json"),
        new Fact("image graph", name(files.image()), variantReason()),
        new Fact("image tower", image.describe(), "inputs " + imageGraph.inputs()),
        new Fact("text graph", name(files.text()), variantReason()),
        new Fact("text tower", text.describe(), "inputs " + textGraph.inputs()),
        new Fact("dimension", String.valueOf(image.dimension()), "the image tower's output"),
        new Fact("preprocessing", preprocessing.toString(), name(directory.preprocessingFile())),
        new Fact(
            "context length",
            String.valueOf(tokenizer.contextLength()),
            "the least that tokenizer, config.json and graph name"),
        padding(rules, OnnxTextEncoder.tokenLimit(textGraph)),
        batching(imageGraph, textGraph));
  }

  private String name(Path file) {
    return directory.path().relativize(file).toString().replace('\\', '/');
  }

  private String variantReason() {
    return options.variant().map(v -> "the variant " + v + " was asked for").orElse("most precise");
  }

  private static Fact padding(TowerRules rules, int tokenLimit) {
    if (tokenLimit < Integer.MAX_VALUE) {
      return new Fact("padding", "to " + tokenLimit + " tokens", "the graph's length is fixed");
    }
    return rules.paddedLength().isPresent()
        ? new Fact("padding", "to the context length", "SigLIP reads the padding")
        : new Fact(
            "padding",
            "none: texts run with others of equal length",
            "the tower is causal or takes a mask");
  }

  private Fact batching(OnnxGraph imageGraph, OnnxGraph textGraph) {
    boolean dynamic = imageGraph.isDynamicallyQuantized() || textGraph.isDynamicallyQuantized();
    if (!dynamic) {
      return new Fact("batches", "on", "no graph is dynamically quantised");
    }
    return options.onnx().batchQuantized()
        ? new Fact("batches", "on", "asked for, although the graph quantises over the batch")
        : new Fact("batches", "one by one", "the graph quantises over the batch");
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }
}
