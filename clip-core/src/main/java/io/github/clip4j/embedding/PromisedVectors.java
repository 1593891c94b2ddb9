package io.github.clip4j.embedding;

import io.github.clip4j.error.ModelException;
import java.util.function.IntFunction;

/** What an encoder says of its vectors. It may be anybody's: what it gives is held against that. */
record PromisedVectors(int dimension, String fingerprint) {

  /**
   * Refuses vectors of another number or length.
   *
   * @param vectors as they came
   * @param count how many were asked for
   * @param input names what a vector was made of
   * @return the vectors, as they came
   * @throws ModelException if they are not what the encoder promises
   */
  float[][] require(float[][] vectors, int count, IntFunction<String> input) {
    if (vectors.length != count) {
      throw broken(count + " vectors", vectors.length + " of them");
    }
    for (int i = 0; i < count; i++) {
      if (vectors[i].length != dimension) {
        throw broken(
            "vectors of " + dimension + " entries",
            "one of " + vectors[i].length + " for " + input.apply(i));
      }
    }
    return vectors;
  }

  private ModelException broken(String expected, String found) {
    return new ModelException(
        "expected " + expected + " from the encoder " + fingerprint + ", got " + found);
  }
}
