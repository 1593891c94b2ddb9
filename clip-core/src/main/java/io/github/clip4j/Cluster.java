package io.github.clip4j;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** A group of images that k-means found, and its name. Immutable. */
public final class Cluster {
  private final int id;
  private final String name;
  private final int size;
  private final float[] centre;
  private final List<LabelScore> scores;

  Cluster(int id, String name, int size, float[] centre, List<LabelScore> scores) {
    this.id = id;
    this.name = name;
    this.size = size;
    this.centre = centre.clone();
    this.scores = List.copyOf(scores);
  }

  /** {@return its index, {@code 0 … k - 1}} */
  public int id() {
    return id;
  }

  /**
   * {@return the label of the highest score, or "cluster 1" and so on where clusters are numbered
   * or this one has no images}
   */
  public String name() {
    return name;
  }

  /**
   * {@return the number of its images; 0 only where images are fewer than clusters but for copies}
   */
  public int size() {
    return size;
  }

  /**
   * {@return a copy of its centre in embedding space, {@code [d]}: the mean of its images' vectors,
   * L2-normalised; zeros where it has no images}
   */
  public float[] centre() {
    return centre.clone();
  }

  /**
   * {@return the score of every label, in the order of the labels; where clusters are named from
   * the built-in vocabulary, the ten best scores, the best first; empty where clusters are numbered
   * or this one has no images}
   */
  public List<LabelScore> scores() {
    return scores;
  }

  /**
   * {@return the best score less the second best: how clearly the name was won}
   *
   * <p>Empty with fewer than two labels.
   */
  public OptionalDouble margin() {
    if (scores.size() < 2) {
      return OptionalDouble.empty();
    }
    List<LabelScore> sorted =
        scores.stream().sorted(Comparator.comparingDouble(LabelScore::cosine).reversed()).toList();
    return OptionalDouble.of(sorted.get(0).cosine() - sorted.get(1).cosine());
  }

  @Override
  public String toString() {
    return "Cluster " + id + " (" + name + ", " + size + " images)";
  }
}
