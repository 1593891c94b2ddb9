package io.github.clip4j.examples;

import io.github.clip4j.ClipModel;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.encoder.ImageEncoder;
import io.github.clip4j.encoder.TextEncoder;
import java.util.List;
import java.util.Map;

/** A model that knows labels of other languages by a dictionary. */
final class TranslatedLabels {
  private TranslatedLabels() {}

  /**
   * The model with a dictionary before its text tower.
   *
   * @param model not closed by the one that is returned
   * @param words by their translation
   */
  static ClipModel of(ClipModel model, Map<String, String> words) {
    ImageEncoder images =
        ImageEncoder.of(
            model.dimension(),
            model.fingerprint(),
            image -> model.embedImages(List.of(image)).embeddings().vector(0));
    return ClipModel.of(images, new Translating(model, words));
  }

  private record Translating(ClipModel model, Map<String, String> words) implements TextEncoder {
    @Override
    public int dimension() {
      return model.dimension();
    }

    @Override
    public String fingerprint() {
      return model.fingerprint();
    }

    @Override
    public float[][] encode(List<String> texts) {
      Embeddings known =
          model.embedTexts(texts.stream().map(text -> words.getOrDefault(text, text)).toList());
      float[][] vectors = new float[known.count()][];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = known.vector(i);
      }
      return vectors;
    }

    @Override
    public void close() {}
  }
}
