package io.github.clip4j.image;

/** Which of conversion to RGB and resizing comes first, and how a centre crop is rounded. */
public enum TransformOrder {
  /** To RGB, resize, crop at the floor of half the difference: Hugging Face transformers. */
  HUGGING_FACE,
  /**
   * Resize in the image's own mode (palettes by nearest neighbour, alpha premultiplied), crop at
   * half the difference rounded half to even, then to RGB: OpenAI's CLIP and open_clip.
   */
  OPEN_CLIP
}
