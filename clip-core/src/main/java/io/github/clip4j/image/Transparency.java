package io.github.clip4j.image;

/** What becomes of transparent pixels. */
public enum Transparency {
  /** The colours stay as they are stored and alpha is dropped, as {@code convert("RGB")} does. */
  DROP,
  /** The image is laid on white first, as transformers 5 does. */
  WHITE
}
