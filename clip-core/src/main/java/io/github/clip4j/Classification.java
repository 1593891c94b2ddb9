package io.github.clip4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a {@link ZeroShotClassifier} says of an image.
 *
 * @param image the image's name
 * @param label the label of the highest probability, the first of equal ones
 * @param probabilities one a label, in the order of the labels; they sum to 1 for CLIP (softmax),
 *     and are independent of each other for SigLIP (sigmoid)
 */
public record Classification(String image, String label, Map<String, Double> probabilities) {
  /**
   * Keeps a copy of the probabilities.
   *
   * @param image the image's name
   * @param label the label of the highest probability
   * @param probabilities one a label
   */
  public Classification {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }
}
