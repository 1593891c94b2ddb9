package io.github.clip4j;

import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.text.PromptTemplates;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From which labels clusters and images are named, and in which prompts the labels stand. */
record Naming(List<String> labels, PromptTemplates templates) {

  Naming {
    labels = List.copyOf(labels);
  }

  /** No labels: clusters are called "cluster 1" and so on. */
  static Naming byNumber() {
    return new Naming(List.of(), PromptTemplates.none());
  }

  Naming withLabels(List<String> newLabels) {
    return new Naming(requireLabels(newLabels), templates);
  }

  Naming withTemplates(PromptTemplates newTemplates) {
    return new Naming(labels, newTemplates);
  }

  /** One vector a label; empty where there are no labels. */
  Optional<Embeddings> embedLabels(ClipModel model) {
    return labels.isEmpty() ? Optional.empty() : Optional.of(model.embedLabels(labels, templates));
  }

  /**
   * The labels, if there is one at least, none is blank and none is repeated.
   *
   * @throws IllegalArgumentException otherwise
   */
  static List<String> requireLabels(Collection<String> labels) {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("expected at least one label, got none");
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (label.isBlank()) {
        throw new IllegalArgumentException(
            "expected labels with text, got an empty one among " + labels);
      }
      if (!seen.add(label)) {
        throw new IllegalArgumentException("expected each label once, got \"" + label + "\" twice");
      }
    }
    return List.copyOf(labels);
  }
}
