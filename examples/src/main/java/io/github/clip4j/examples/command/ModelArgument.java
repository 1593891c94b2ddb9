package io.github.clip4j.examples.command;

import io.github.clip4j.ClipModel;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.model.ModelDirectory;
import io.github.clip4j.model.ModelLocator;
import io.github.clip4j.model.ModelOptions;
import io.github.clip4j.text.ClipTokenizer;
import picocli.CommandLine.Option;

/** The model of a run. */
final class ModelArgument {

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      defaultValue = "mini",
      description = "mini, a directory, or a cached hub id (default: ${DEFAULT-VALUE}).")
  private String model = "mini";

  /** The model, for texts. */
  ClipModel load() {
    return load(ModelOptions.standard());
  }

  /** The model, with images prepared as the arguments say. */
  ClipModel load(TransformOptions transform) {
    return load(ModelOptions.standard().withPreprocessing(transform::apply));
  }

  /** The model, opened in a way of its own. */
  ClipModel load(ModelOptions options) {
    return ClipModel.load(model, options);
  }

  /** What the model's files ask for, changed as the arguments say; no graph is touched. */
  ImagePreprocessing preprocessing(TransformOptions transform) {
    return transform.apply(directory().preprocessing());
  }

  /** The model's tokenizer; no graph is touched. */
  ClipTokenizer tokenizer() {
    return directory().tokenizer();
  }

  private ModelDirectory directory() {
    return ModelLocator.locate(model);
  }
}
