package io.github.clip4j;

import java.util.List;
import java.util.Optional;

/**
 * How well a label fits.
 *
 * @param label the label as the caller gave it
 * @param cosine between the label's embedding and the image's or the cluster centre's, in {@code
 *     [-1, 1]}; absolute values differ from model to model, compare only within one
 */
public record LabelScore(String label, float cosine) {

  /** The score of the highest cosine, the first of equal ones; empty where there are none. */
  static Optional<LabelScore> best(List<LabelScore> scores) {
    LabelScore best = null;
    for (LabelScore score : scores) {
      if (best == null || score.cosine > best.cosine) {
        best = score;
      }
    }
    return Optional.ofNullable(best);
  }
}
