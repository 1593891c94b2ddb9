package io.github.clip4j.model;

import io.github.clip4j.error.ModelException;
import io.github.clip4j.image.ImagePreprocessing;
import io.github.clip4j.json.JsonFile;
import io.github.clip4j.text.ClipTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory with the files of one model, in any of the layouts that exporters use: split towers
 * ({@code onnx/vision_model.onnx} and {@code onnx/text_model.onnx}, or open_clip's {@code
 * visual/model.onnx} and {@code textual/model.onnx}) or one joint {@code model.onnx}, each in any
 * precision, beside the configuration of tokenizer and preprocessing. A text model of its own, with
 * its {@code tokenizer.json}, may lie in {@code text/}.
 */
public final class ModelDirectory {

  private static final List<String> PREPROCESSING =
      List.of(
          "preprocessor_config.json",
          "visual/preprocess_cfg.json",
          "preprocess_cfg.json",
          "visual/preprocessor_config.json",
          "0_CLIPModel/preprocessor_config.json",
          "open_clip_config.json");

  private final Path path;

  private ModelDirectory(Path path) {
    this.path = path;
  }

  /**
   * A model directory; nothing is read yet.
   *
   * @param path an existing directory
   * @return the directory
   * @throws ModelException if it is no directory
   */
  public static ModelDirectory of(Path path) {
    if (!Files.isDirectory(path)) {
      throw new ModelException("expected a model directory, found none at " + path);
    }
    return new ModelDirectory(path);
  }

  /** {@return where it is} */
  public Path path() {
    return path;
  }

  /**
   * The model's tokenizer alone; graphs are neither needed nor opened.
   *
   * @return the tokenizer, to be closed
   * @throws ModelException if its files are missing or cannot be read
   */
  public ClipTokenizer tokenizer() {
    return ClipTokenizer.load(path);
  }

  /**
   * What the model's files say about preparing images; graphs are neither needed nor opened.
   *
   * @return the preprocessing
   * @throws ModelException if the file is missing, or asks for what cannot be done
   */
  public ImagePreprocessing preprocessing() {
    return ImagePreprocessing.read(preprocessingFile());
  }

  /** Whether images are to become patches of any aspect ratio, as for SigLIP 2's NaFlex. */
  boolean asksForPatches() {
    Path file = preprocessingFile();
    return file.endsWith("preprocessor_config.json") && JsonFile.read(file).has("max_num_patches");
  }

  Path preprocessingFile() {
    return PREPROCESSING.stream()
        .map(path::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "expected preprocessor_config.json or visual/preprocess_cfg.json in "
                        + path
                        + ", found "
                        + ModelFiles.listing(path)));
  }

  /**
   * Opens both towers, leaving every choice to the model's files.
   *
   * @return the model, to be closed
   * @throws ModelException if the directory holds no model that can be run
   */
  public OpenedModel open() {
    return open(ModelOptions.standard());
  }

  /**
   * Opens both towers.
   *
   * @param options the caller's choices
   * @return the model, to be closed
   * @throws ModelException if the directory holds no model that can be run, or not as asked; the
   *     message lists what is there
   */
  public OpenedModel open(ModelOptions options) {
    try (ModelOpening opening = new ModelOpening(this, options)) {
      return opening.open();
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
