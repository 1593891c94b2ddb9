package io.github.clip4j.onnx;

import java.util.OptionalInt;

/**
 * What a model's files say about its graphs that the graphs do not say themselves.
 *
 * @param poolerIsEmbedding whether {@code pooler_output} is the embedding: for SigLIP it is, for
 *     CLIP it lies before the projection and is none
 * @param paddedLength the length to which every text is filled, for towers that read the padding;
 *     empty for towers that are causal or take a mask
 * @param dimension the embedding's size, where the configuration names it; an output of another
 *     size is refused
 * @param imageHeight the image height, for joint graphs that leave it free
 * @param imageWidth the image width, for joint graphs that leave it free
 */
public record TowerRules(
    boolean poolerIsEmbedding,
    OptionalInt paddedLength,
    OptionalInt dimension,
    int imageHeight,
    int imageWidth) {

  /**
   * The rules of CLIP: a projection after the pooler, padding without influence.
   *
   * @param imageHeight see {@link #imageHeight()}
   * @param imageWidth see {@link #imageWidth()}
   * @return the rules
   */
  public static TowerRules clip(int imageHeight, int imageWidth) {
    return new TowerRules(false, OptionalInt.empty(), OptionalInt.empty(), imageHeight, imageWidth);
  }

  /**
   * As a record's own would be, which makes a class at run time (0093); part of the fingerprints of
   * models.
   */
  @Override
  public String toString() {
    return "TowerRules[poolerIsEmbedding="
        + poolerIsEmbedding
        + ", paddedLength="
        + paddedLength
        + ", dimension="
        + dimension
        + ", imageHeight="
        + imageHeight
        + ", imageWidth="
        + imageWidth
        + "]";
  }
}
