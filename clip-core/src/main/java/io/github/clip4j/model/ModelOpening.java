package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.image.ImagePreprocessor;
import io.github.clip4j.onnx.OnnxFile;
import io.github.clip4j.onnx.OnnxGraph;
import io.github.clip4j.onnx.OnnxImageEncoder;
import io.github.clip4j.onnx.OnnxTextEncoder;
import io.github.clip4j.onnx.TowerRules;
import io.github.clip4j.text.ClipTokenizer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The steps from a directory to two running encoders, in order; what it opened it also closes. */
final class ModelOpening implements AutoCloseable {

  private final ModelDirectory directory;
  private final ModelOptions options;
  private final ModelConfig config;
  private final ModelFiles files;
  private final ModelConfig textConfig;
  private final ImagePreprocessing preprocessing;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  ModelOpening(ModelDirectory directory, ModelOptions options) {
    this.directory = directory;
    this.options = options;
    this.config = ModelConfig.read(directory.path());
    if (config.isNaflex() || directory.asksForPatches()) {
      throw new ModelException(
          directory
              + ": SigLIP 2 with free aspect ratio (model_type siglip2, \"NaFlex\") takes patches"
              + " instead of pixels and is not supported; use one of a fixed resolution");
    }
    this.files =
        ModelFiles.find(
            directory.path(), options.variants(), options.textModel().map(ModelDirectory::path));
    this.textConfig = hasOwnText() ? ModelConfig.read(files.textModel()) : config;
    this.preprocessing = options.preprocessing().apply(directory.preprocessing());
  }

  private boolean hasOwnText() {
    return !files.textModel().equals(directory.path());
  }

  OpenedModel open() {
    OnnxGraph imageGraph;
    TextSide textSide;
    ModelFingerprint contents = new ModelFingerprint();
    if (files.isJoint()) {
      imageGraph = keep(OnnxGraph.open(files.image(), options.onnx()));
      addFiles(contents, imageGraph);
      textSide = keep(TextSide.of(imageGraph, files.textModel()));
    } else {
      TextSide.Opening opening =
          keep(TextSide.Opening.start(files.text(), options.onnx(), files.textModel()));
      imageGraph = keep(OnnxGraph.open(files.image(), options.onnx()));
      addFiles(contents, imageGraph);
      textSide = opening.finish();
    }
    OnnxGraph textGraph = textSide.graph();
    ClipTokenizer tokenizer = textSide.tokenizer();
    TowerRules textRules = rules(textConfig, OptionalInt.of(tokenizer.contextLength()));
    TowerRules imageRules = hasOwnText() ? rules(config, OptionalInt.empty()) : textRules;
    addRules(contents, tokenizer, textRules);
    String fingerprint = contents.finish();
    OnnxImageEncoder image =
        keep(
            OnnxImageEncoder.of(
                imageGraph, ImagePreprocessor.of(preprocessing), imageRules, fingerprint));
    OnnxTextEncoder text =
        keep(OnnxTextEncoder.of(textGraph, tokenizer, textRules, options.longTexts(), fingerprint));
    checkDimensions(image, text);
    ModelFacts facts = new ModelFacts(directory, options, config, files);
    facts.images(imageGraph, image, preprocessing);
    facts.texts(textGraph, text, tokenizer, textRules);
    facts.batches(imageGraph, textGraph);
    facts.fingerprint(fingerprint);
    OpenedModel model =
        new OpenedModel(
            image,
            text,
            tokenizer,
            new LogitScaleSource(directory, options, config, files.joint(), imageRules),
            options.onnx(),
            facts.list());
    opened.clear();
    imageGraph.close();
    textGraph.close();
    return model;
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private TowerRules rules(ModelConfig tower, OptionalInt contextLength) {
    return new TowerRules(
        tower.isSiglip(),
        tower.readsPadding() ? contextLength : OptionalInt.empty(),
        config.dimension(),
        preprocessing.height(),
        preprocessing.width());
  }

  /** Whether the tokenizer is there is for its loading to say. */
  private void addFiles(ModelFingerprint fingerprint, OnnxGraph imageGraph) {
    Set<Path> weights = imageGraph.weights();
    fingerprint.graph(files.image(), weights);
    fingerprint.graph(files.text(), files.isJoint() ? weights : OnnxFile.weights(files.text()));
    ClipTokenizer.find(files.textModel()).ifPresent(fingerprint::file);
  }

  private void addRules(
      ModelFingerprint fingerprint, ClipTokenizer tokenizer, TowerRules textRules) {
    fingerprint.text(tokenizer.contextLength() + " " + tokenizer.padId() + " " + textRules);
    fingerprint.text(preprocessing.fingerprint());
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

  /** Closes what was opened and not handed over, the last first, whatever one of them throws. */
  @Override
  public void close() {
    Optional<RuntimeException> failure = Optional.empty();
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception | Error e) {
        failure = Optional.of(new ModelException("cannot close " + resource, e));
      }
    }
    opened.clear();
    failure.ifPresent(
        e -> {
          throw e;
        });
  }
}
