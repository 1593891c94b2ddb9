package io.github.clip4j;

/**
 * How well a label fits.
 *
 * @param label the label as the caller gave it
 * @param cosine between the label's embedding and the image's or the cluster centre's, in {@code
 *     [-1, 1]}; absolute values differ from model to model, compare only within one
 */
public record LabelScore(String label, float cosine) {}
