package io.github.clip4j;

/** The analysis of a set of photos, step by step. */
public final class ClipPipeline {
  private ClipPipeline() {}
}
