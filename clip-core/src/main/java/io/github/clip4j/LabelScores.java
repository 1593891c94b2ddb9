package io.github.clip4j;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * One score a label, made when it is asked for: a hundred thousand images with a thousand labels
 * each would be as many objects. Immutable.
 */
final class LabelScores extends AbstractList<LabelScore> implements RandomAccess {
  private final List<String> labels;
  private final float[] cosines;

  /** Takes both over. */
  LabelScores(List<String> labels, float[] cosines) {
    this.labels = labels;
    this.cosines = cosines;
  }

  @Override
  public LabelScore get(int index) {
    return new LabelScore(labels.get(index), cosines[index]);
  }

  @Override
  public int size() {
    return cosines.length;
  }
}
