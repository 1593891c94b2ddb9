package io.github.clip4j.text;

/** How far the rows of a token batch are filled with the pad token. */
public enum Padding {
  /** To the longest row of the batch: for towers that are causal or take an attention mask. */
  LONGEST,
  /** To the model's context length: for towers that read the padding, such as SigLIP's. */
  MAX_LENGTH
}
