package io.github.clip4j;

import io.github.clip4j.ClipAnalysis.NameSource;
import io.github.clip4j.embedding.Embeddings;
import io.github.clip4j.text.PromptTemplates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** From which words clusters and images are named, and in which prompts the words stand. */
record Naming(NameSource source, List<String> labels, PromptTemplates templates) {

  /** Of so many words of the vocabulary a cluster keeps the score. */
  static final int SCORES_OF_THE_VOCABULARY = 10;

  Naming {
    labels = List.copyOf(labels);
  }

  static Naming byNumber() {
    return new Naming(NameSource.NUMBERS, List.of(), PromptTemplates.none());
  }

  static Naming fromVocabulary() {
    return new Naming(NameSource.VOCABULARY, List.of(), PromptTemplates.none());
  }

  Naming withSource(NameSource newSource) {
    return new Naming(newSource, List.of(), templates);
  }

  Naming withLabels(List<String> newLabels) {
    return new Naming(NameSource.LABELS, requireLabels(newLabels), templates);
  }

  Naming withTemplates(PromptTemplates newTemplates) {
    return new Naming(source, labels, newTemplates);
  }

  /** One vector a word; empty where there are no words. */
  Optional<Embeddings> embedWords(ClipModel model) {
    return switch (source) {
      case NUMBERS -> Optional.empty();
      case VOCABULARY -> Optional.of(model.embedVocabulary(templates));
      case LABELS -> Optional.of(model.embedLabels(labels, templates));
    };
  }

  /** The clusters with their names and scores, by id. */
  List<Cluster> clusters(Groups groups, Optional<Embeddings> embedded) {
    List<String> numbers =
        IntStream.rangeClosed(1, groups.clusters()).mapToObj(i -> "cluster " + i).toList();
    String fingerprint = embedded.map(Embeddings::fingerprint).orElse("");
    Embeddings centres = Embeddings.of(numbers, groups.centres(), fingerprint);
    List<Cluster> clusters = new ArrayList<>();
    for (int c = 0; c < groups.clusters(); c++) {
      int id = c;
      // A cluster without images has no centre that a word could be near to.
      List<LabelScore> scores =
          embedded
              .filter(some -> groups.size(id) > 0)
              .map(some -> kept(scores(centres, id, some)))
              .orElse(List.of());
      String name = LabelScore.best(scores).map(LabelScore::label).orElse(numbers.get(c));
      clusters.add(new Cluster(c, name, groups.size(c), centres.vector(c), scores));
    }
    return clusters;
  }

  /** All scores of labels, in their order; of the vocabulary the best only, the best first. */
  private List<LabelScore> kept(List<LabelScore> scores) {
    return source == NameSource.LABELS
        ? scores
        : scores.stream()
            .sorted(Comparator.comparingDouble(LabelScore::cosine).reversed())
            .limit(SCORES_OF_THE_VOCABULARY)
            .toList();
  }

  /** One score a word, in their order. */
  static List<LabelScore> scores(Embeddings vectors, int row, Embeddings embedded) {
    return new LabelScores(embedded.ids(), vectors.cosines(row, embedded));
  }

  /**
   * The words that images are compared with: the labels, or those words of the vocabulary that name
   * a cluster. A finer word for one image of a cluster says nothing about the cluster.
   */
  Embeddings wordsForImages(Embeddings embedded, List<Cluster> clusters) {
    if (source == NameSource.LABELS) {
      return embedded;
    }
    List<String> names =
        clusters.stream()
            .filter(cluster -> cluster.size() > 0)
            .map(Cluster::name)
            .distinct()
            .toList();
    return embedded.select(names.stream().mapToInt(embedded.ids()::indexOf).toArray());
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
