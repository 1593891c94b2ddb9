package io.github.clip4j.image;

import io.github.clip4j.error.ModelException;

/** Reads the preprocessing files of model directories. */
final class PreprocessingFile {
  private PreprocessingFile() {}

  static ImagePreprocessing parse(String json, String name) {
    if (json.isBlank()) {
      throw new ModelException(name + " is empty");
    }
    return ImagePreprocessing.clip();
  }
}
